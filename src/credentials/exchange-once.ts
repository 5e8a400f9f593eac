import { AntError } from '../errors.js';
import { describeOrigin, type IdentityTokenOrigin } from '../identity/origin.js';
import type { HeldLock } from '../lock/generation-lock.js';
import { withExchangeLock } from '../lock/with-login-lock.js';
import { readLogin } from '../store/credentials-file.js';
import type { Login, Shelf } from '../store/login.js';
import { checkRoom, makeRoom, readReplaceable } from '../store/replace-file.js';
import { loadLogin, saveLogin } from '../store/store.js';
import type { Held } from './assertion.js';
import { variable } from './federation-plan.js';
import { isFresh, UNUSABLE_AT_SECONDS } from './freshness.js';
import { type SpentNote, spend, spentNote, unspend } from './spent-assertions.js';
import type { TokenMachine, UsableToken } from './usable-token.js';

/** An exchange that is to happen, and what tells whether it still has to. */
export type Mint = {
  /** Where the assertion is to be had from. */
  readonly origin: IdentityTokenOrigin;
  readonly baseUrl: URL;
  /** Whether a token that somebody else got meanwhile will do. */
  readonly isEnough: (login: Login) => boolean;
  /** Reads or asks for the assertion. */
  readonly obtain: () => Promise<Held>;
  /** Sends it, once. */
  readonly exchange: (held: Held) => Promise<Login>;
};

/** `presented`: what was sent for it, when something was. */
export type Minted = Pick<UsableToken, 'login' | 'how' | 'warning'> & { readonly presented?: Held };

/** Where a minted token is kept, under the hash of everything that it was minted for. */
export type MintedPlace = { readonly shelf: Shelf; readonly key: string };

/** The token kept for this key; `undefined` when none is, or one for something else. */
export async function loadMinted(
  host: TokenMachine,
  { shelf, key }: MintedPlace,
): Promise<Login | undefined> {
  try {
    const login = await loadLogin(host, shelf);
    return login?.cacheKey === key ? login : undefined;
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    const raw = await readReplaceable(host, shelf);
    if (raw !== undefined && readLogin(raw) !== undefined) throw error;
    // It holds nothing that another exchange would not give.
    for (const note of await makeRoom(host, shelf)) host.terminal.say(`ant: note: ${note}`);
    return undefined;
  }
}

/**
 * Exchanges once for all processes that want this token, and never sends an assertion again that the
 * platform takes once: its token is served while it lasts, and then an `AntError('identity-token')`
 * says when it was spent. Where nothing can be written, it exchanges all the same, and says so.
 */
export async function exchangeOnce(
  host: TokenMachine,
  mint: Mint,
  kept: MintedPlace,
): Promise<Minted> {
  const { shelf, key } = kept;
  const unkept = await checkRoom(host, shelf).catch((error: unknown) => messageOf(error));
  if (unkept !== undefined) {
    const warning = `the access token is not kept for the next command: ${unkept}`;
    return { ...(await exchangeNow(mint)), warning };
  }
  const look = async (): Promise<Minted | undefined> => {
    const login = await loadMinted(host, kept);
    return login !== undefined && mint.isEnough(login) ? { login, how: 'cached' } : undefined;
  };
  const place = { configDir: shelf.configDir, key, meanwhile: look };
  return withExchangeLock(
    host,
    place,
    async (lock) => (await look()) ?? (await exchangeHeld({ host, mint, kept }, lock)),
  );
}

/** Exchanges without asking anybody, where nothing can be kept. */
export async function exchangeNow(mint: Mint): Promise<Minted> {
  const presented = await mint.obtain();
  const login = await mint.exchange(presented);
  return { login, how: 'exchanged', presented };
}

type Task = { readonly host: TokenMachine; readonly mint: Mint; readonly kept: MintedPlace };

async function exchangeHeld(task: Task, lock: HeldLock): Promise<Minted> {
  const { host, mint, kept } = task;
  const presented = await mint.obtain();
  if (!(await lock.stillHeld())) throw heldUp();
  const note = isReusable(host)
    ? undefined
    : spentNote(kept.shelf.configDir, presented.claims, mint);
  const spentAt = note && (await spend(host, note));
  if (spentAt !== undefined) return reuse(task, spentAt);
  const login = { ...(await sendNoted(task, { presented, note })), cacheKey: kept.key };
  const warning = await keep(task, login);
  return { login, how: 'exchanged', presented, ...(warning && { warning }) };
}

/** The note stays whenever the platform may have taken the assertion, answer or not. */
async function sendNoted(
  { host, mint }: Task,
  { presented, note }: { readonly presented: Held; readonly note: SpentNote | undefined },
): Promise<Login> {
  try {
    return await mint.exchange(presented);
  } catch (error) {
    if (note !== undefined && boughtNothing(error)) await unspend(host, note);
    throw error;
  }
}

/** A clear no, or a request that never left this machine. */
function boughtNothing(error: unknown): boolean {
  if (!(error instanceof AntError)) return false;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return error.code === 'denied' || NEVER_ARRIVED.test(String(code));
}

/** No way there, or a certificate that was refused before anything was said. */
const NEVER_ARRIVED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$|^(CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS_CERT)_/;

/** What a spent assertion bought is still good while it lasts, even for who wanted a new one. */
async function reuse({ host, mint, kept }: Task, spentAt: number): Promise<Minted> {
  const ago = `${Math.max(0, host.now() - spentAt)} s ago`;
  const from = describeOrigin(mint.origin);
  const login = await loadMinted(host, kept);
  if (login !== undefined && isFresh(login.expiresAt, host.now(), UNUSABLE_AT_SECONDS)) {
    const warning = `the identity token from ${from} was already spent ${ago}, so the access token it bought is used again`;
    return { login, how: 'cached', warning };
  }
  throw new AntError(
    'identity-token',
    `the identity token from ${from} was already spent ${ago}, and one with a jti buys one access token`,
    {
      hint: `get a new identity token and run the command again (only if check_jti is off for its issuer: ${REUSE}=1)`,
    },
  );
}

const REUSE = 'ANT_REUSE_IDENTITY_TOKEN';

/** For an issuer that was set up with `check_jti: false`, which nobody here can see. */
function isReusable({ env }: TokenMachine): boolean {
  return variable(env, REUSE)?.value === '1';
}

/** The token is good even if it cannot be kept; only then the next command needs another assertion. */
async function keep({ host, kept: { shelf } }: Task, login: Login): Promise<string | undefined> {
  try {
    await saveLogin(host, shelf, { login });
    return undefined;
  } catch (error) {
    return `the access token is not kept for the next command: ${messageOf(error)}`;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof AntError) return error.message;
  throw error;
}

function heldUp(): AntError {
  return new AntError(
    'file',
    'the identity token was not exchanged: this process was held up until its lock ran out',
    { hint: 'run the command again' },
  );
}
