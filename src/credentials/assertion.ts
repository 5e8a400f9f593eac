import { sha256 } from '../digest.js';
import type { IdentityTokenOrigin, SourceOrigin } from '../identity/origin.js';
import { checkIdentityToken, readIdentityToken } from '../identity/read-token.js';
import type { SourceMachine } from '../identity/source.js';
import { type JsonObject, readString } from '../json.js';
import { decodeIdentityToken } from '../jwt/decode.js';
import type { Secret } from '../secret.js';

/** An identity token about to be sent. Its claims are shown and compared, never trusted. */
export type Held = { readonly token: Secret; readonly claims: JsonObject };

/** An identity token that can be had, and whom it will speak for. */
export type Assertion = {
  /** For the cache: a minted token is served again only to whoever would present the same. */
  readonly issuer: string;
  readonly subject: string;
  /** It buys one access token, and nobody here can get another one: a `jti` in a file, a variable or a pipe. */
  readonly isSingleUse: boolean;
  /**
   * The token itself, asked for once however often this is called, and checked as far as it can be before it is
   * sent. An `AntError('identity-token')` when there is none that an exchange could succeed with.
   */
  readonly obtain: () => Promise<Held>;
};

type Machine = SourceMachine & Parameters<typeof readIdentityToken>[0];

/**
 * Reads what lies in a file or a variable at once. A source is asked only when its token is needed, if what is around it
 * tells whose token that would be: a cached access token then costs no request.
 */
export async function assertionFrom(
  machine: Machine,
  origin: IdentityTokenOrigin,
): Promise<Assertion> {
  const known = origin.kind === 'source' ? await foreseen(machine, origin) : undefined;
  if (known !== undefined) {
    return {
      ...known,
      isSingleUse: false,
      obtain: once(async () => check(machine, origin, await read(machine, origin))),
    };
  }
  const token = await read(machine, origin);
  const { claims } = held(token);
  return {
    issuer: readString(claims, 'iss') ?? '',
    subject: readString(claims, 'sub') ?? '',
    isSingleUse: origin.kind !== 'source' && claims.jti !== undefined,
    obtain: async () => check(machine, origin, token),
  };
}

async function foreseen(
  machine: Machine,
  { id, audience, settings }: SourceOrigin,
): Promise<Pick<Assertion, 'issuer' | 'subject'> | undefined> {
  const { findSource } = await import('../identity/table.js');
  const witness = findSource(id).witness(machine);
  if (witness === undefined) return undefined;
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    issuer: `source ${id}`,
    subject: sha256(JSON.stringify([audience, sorted, witness])),
  };
}

/** The table of sources is loaded only by who asks one: a file's exchange must stay quick. */
async function read(machine: Machine, origin: IdentityTokenOrigin): Promise<Secret> {
  if (origin.kind !== 'source') return readIdentityToken(machine, origin);
  const { askSource } = await import('../identity/ask-source.js');
  return askSource(machine, origin);
}

function check(machine: Machine, origin: IdentityTokenOrigin, token: Secret): Held {
  checkIdentityToken(token, origin, machine.now());
  return held(token);
}

/** Of a token not yet checked: an empty claim fails the check that comes before it is sent. */
function held(token: Secret): Held {
  return { token, claims: decodeIdentityToken(token.reveal())?.claims ?? {} };
}

function once<Value>(get: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => {
    value ??= get();
    return value;
  };
}
