import { AntError } from '../errors.js';
import { decodeIdentityToken } from '../jwt/decode.js';
import { printable } from '../printable.js';
import type { Secret } from '../secret.js';
import type { SourceOrigin } from './origin.js';
import type { IdentityTokenSource, SourceMachine } from './source.js';
import { findSource } from './table.js';
import { troubleOf } from './trouble.js';

/**
 * Gets an identity token for that audience from a source of this machine. An `AntError('identity-token')`
 * when the source is not here, lacks something, or made a token for somebody else: that one is not handed out.
 */
export async function askSource(machine: SourceMachine, origin: SourceOrigin): Promise<Secret> {
  const source = findSource(origin.id);
  checkSettings(source, origin);
  await requirePresent(machine, source, origin);
  const token = await source.fetch(machine, origin).catch(rethrow);
  checkAudience(token, origin, source);
  return token;
}

/** A misspelt setting would be ignored in silence: an `AntError('usage')` that lists those there are. */
export function checkSettings(
  { id, settings: known }: IdentityTokenSource,
  origin: Pick<SourceOrigin, 'settings'>,
): void {
  const unknown = Object.keys(origin.settings).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  const names = Object.keys(known);
  throw new AntError('usage', `${id} has no setting "${printable(unknown, 60)}"`, {
    hint: names.length === 0 ? 'it takes none' : `it has: ${names.join(', ')}`,
  });
}

async function requirePresent(
  machine: SourceMachine,
  source: IdentityTokenSource,
  { settings }: SourceOrigin,
): Promise<void> {
  const found = await source.detect(machine, settings);
  if (found.state === 'present') return;
  const { because, hint } = troubleOf(source, found);
  throw new AntError('identity-token', because, { hint });
}

/** The platform's own address, of which the error of a request speaks, is not what led to a source. */
function rethrow(error: unknown): never {
  if (!(error instanceof AntError) || !error.hint?.includes('--base-url')) throw error;
  const hint =
    'check the variable or setting that leads there (ant federation detect), and the network';
  throw new AntError(error.code, error.message, { hint, cause: error });
}

function checkAudience(
  token: Secret,
  { id, audience }: SourceOrigin,
  { accepts = (wanted, aud) => aud === wanted }: IdentityTokenSource,
): void {
  const aud = decodeIdentityToken(token.reveal())?.claims.aud;
  const fits = (one: unknown) => typeof one === 'string' && accepts(audience, one);
  if (aud === undefined || [aud].flat().some(fits)) return;
  const got = printable([aud].flat().join(', '), 200);
  throw new AntError(
    'identity-token',
    `${id} made a token for the audience "${got}", and "${printable(audience, 200)}" was asked for`,
    { hint: 'ask for the audience that the federation rule names: --audience' },
  );
}
