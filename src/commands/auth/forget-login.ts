import { sha256 } from '../../digest.js';
import { AntError, EXIT_CODES } from '../../errors.js';
import type { Host } from '../../host.js';
import type { Forgotten } from '../../output/forgotten.js';
import { forgetUnrevoked, rememberUnrevoked } from '../../store/unrevoked.js';
import { isRevocable, type Leaving, type RevocationOutcome, revokeLogin } from './revoke-login.js';
import { type Found, isLeaving, takeLogin } from './take-login.js';

/** A refresh token does not say how long it lives: an assumption. */
const REFRESH_TOKEN_SECONDS = 30 * 86_400;

export type Farewell = {
  readonly configDir: string;
  readonly name: string;
  /** Do not speak to the platform. */
  readonly local: boolean;
  /** Does something under the login's lock. */
  readonly turn: <Value>(work: () => Promise<Value>) => Promise<Value>;
};

/** What was forgotten, and the exit code that says how. */
export type Gone = { readonly forgotten: Forgotten; readonly exitCode: number };

/**
 * Deletes a login and has the platform revoke it where it can. Nobody waits for the platform: the lock is
 * held to read and delete. In between, and for good when it was not revoked, it is written down that
 * a login lives on that is deleted here.
 */
export async function forgetLogin(host: Host, farewell: Farewell): Promise<Gone> {
  const { configDir, name, local, turn } = farewell;
  const isAsked = (found: Found): found is Leaving =>
    !local && isLeaving(found) && isRevocable(found);
  const first = async (login: Leaving) => {
    if (isAsked(login)) await remember(host, login, 'the logout was cut short');
  };
  const taken = await turn(() => takeLogin(host, { configDir, name, first }));
  const { leaving, removed, refusal } = taken;
  const outcome = local ? NOT_ASKED : await revoke(host, leaving);
  if (isAsked(leaving)) await turn(() => settle(host, leaving, outcome));
  if (refusal !== undefined) throw refusal;
  return goneOf({ profile: name, removed }, { leaving, outcome });
}

type Ending = { readonly leaving: Found; readonly outcome: Outcome };

function goneOf(forgotten: Forgotten, { leaving, outcome }: Ending): Gone {
  if (forgotten.removed.length === 0) return { forgotten, exitCode: 0 };
  const livesUntil = isLeaving(leaving) ? leaving.login?.expiresAt : undefined;
  const whole = {
    ...forgotten,
    revocation: outcome.state,
    ...(livesUntil !== undefined && { livesUntil }),
  };
  if (!('error' in outcome)) return { forgotten: whole, exitCode: 0 };
  const { code, message } = outcome.error;
  return { forgotten: { ...whole, because: message }, exitCode: EXIT_CODES[code] };
}

type Outcome = RevocationOutcome | { readonly state: 'unreadable'; readonly error: AntError };

const NOT_ASKED = { state: 'not-asked' } as const;

async function revoke(host: Host, found: Found): Promise<Outcome> {
  if (found === undefined) return NOT_ASKED;
  return isLeaving(found) ? revokeLogin(host, found) : { state: 'unreadable', error: found };
}

/** What is remembered of it once the platform has answered, or could not. */
async function settle(host: Host, leaving: Leaving, outcome: Outcome): Promise<void> {
  if (!('error' in outcome)) {
    const { configDir } = leaving.selected.shelf;
    await forgetUnrevoked(host, configDir, fingerprint(leaving));
    return;
  }
  const trouble = await remember(host, leaving, outcome.error.message);
  if (trouble === undefined) return;
  host.terminal.say(`ant: warning: nothing here will remember that: ${trouble.message}`);
}

/** A note that cannot be written must not keep the login on this machine: why not is returned. */
async function remember(
  host: Host,
  leaving: Leaving,
  because: string,
): Promise<AntError | undefined> {
  const { selected, login, renewal, origin } = leaving;
  const { configDir, profile } = selected.shelf;
  const end = renewal === undefined ? login?.expiresAt : undefined;
  const entry = {
    profile,
    at: host.now(),
    origin,
    tokenHash: fingerprint(leaving),
    until: end ?? Math.max(login?.expiresAt ?? 0, host.now() + REFRESH_TOKEN_SECONDS),
    because,
  };
  try {
    await rememberUnrevoked(host, configDir, entry);
    return undefined;
  } catch (error) {
    if (error instanceof AntError) return error;
    throw error;
  }
}

function fingerprint({ login, renewal }: Leaving): string {
  return sha256((renewal?.refreshToken ?? login?.accessToken)?.reveal() ?? '');
}
