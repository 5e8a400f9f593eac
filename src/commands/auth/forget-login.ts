import { type SelectedProfile, selectProfile } from '../../credentials/selected-profile.js';
import { sha256 } from '../../digest.js';
import { AntError, EXIT_CODES } from '../../errors.js';
import type { Host } from '../../host.js';
import type { Forgotten } from '../../output/forgotten.js';
import { withSetting } from '../../profiles/edit.js';
import { readProfile, saveProfile } from '../../profiles/files.js';
import type { Profile } from '../../profiles/profile.js';
import { credentialsPath } from '../../store/credentials-file.js';
import type { Shelf } from '../../store/login.js';
import { removeQuarantined } from '../../store/quarantine.js';
import { loadLogin, loadRenewal, removeLogin } from '../../store/store.js';
import { rememberUnrevoked } from '../../store/unrevoked.js';
import { type Leaving, leavingFrom, type RevocationOutcome, revokeLogin } from './revoke-login.js';

/** A refresh token does not say how long it lives: an assumption. */
const REFRESH_TOKEN_SECONDS = 30 * 86_400;

export type Farewell = {
  readonly configDir: string;
  readonly name: string;
  /** Do not speak to the platform. */
  readonly local: boolean;
};

/** What was forgotten, and the exit code that says how. */
export type Gone = { readonly forgotten: Forgotten; readonly exitCode: number };

/**
 * Revokes a login where the platform can, then deletes it. What was not revoked is deleted all the same,
 * because that is what people sign out for, but is written down first. To be called under the login's lock.
 */
export async function forgetLogin(host: Host, { configDir, name, local }: Farewell): Promise<Gone> {
  // Nothing that cannot be read may keep anyone from deleting it.
  const profile = await readProfile(host, configDir, name).catch(() => undefined);
  const selected = profile && selectProfile(host, profile, { configDir });
  const shelf: Shelf = selected?.shelf ?? { configDir, profile: name, backend: 'file' };
  const leaving = selected ? await readLeaving(host, selected) : NOBODY_SAYS;
  const outcome = local ? NOT_ASKED : await revoke(host, leaving);
  if (isLogin(leaving) && outcome.state === 'failed') await remember(host, leaving, outcome.error);
  const removed = await removeAll(host, shelf);
  if (profile?.store === 'keychain') await forgetBackend(host, profile);
  return goneOf({ profile: name, removed }, { leaving, outcome });
}

type Ending = { readonly leaving: Found; readonly outcome: Outcome };

function goneOf(forgotten: Forgotten, { leaving, outcome }: Ending): Gone {
  if (forgotten.removed.length === 0) return { forgotten, exitCode: 0 };
  const livesUntil = isLogin(leaving) ? leaving.login.expiresAt : undefined;
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

const NOBODY_SAYS = new AntError('file', 'no profile says where it was issued');

type Found = Leaving | AntError | undefined;

function isLogin(found: Found): found is Leaving {
  return found !== undefined && !(found instanceof AntError);
}

/** All of the login or why not: one of which a part stays unread must not be called revoked. */
async function readLeaving(host: Host, selected: SelectedProfile): Promise<Found> {
  try {
    const login = await loadLogin(host, selected.shelf);
    if (login === undefined) return undefined;
    const renewal = await loadRenewal(host, selected.shelf);
    return { selected, login, renewal, origin: leavingFrom(login, renewal) };
  } catch (error) {
    if (error instanceof AntError) return error;
    throw error;
  }
}

async function revoke(host: Host, found: Found): Promise<Outcome> {
  if (found === undefined) return NOT_ASKED;
  return isLogin(found) ? revokeLogin(host, found) : { state: 'unreadable', error: found };
}

/** A note that cannot be written must not keep the login on this machine. */
async function remember(host: Host, leaving: Leaving, { message }: AntError): Promise<void> {
  const { selected, login, renewal, origin } = leaving;
  const { configDir, profile } = selected.shelf;
  const unknown = renewal !== undefined || login.expiresAt === undefined;
  const entry = {
    profile,
    at: host.now(),
    origin,
    tokenHash: sha256((renewal?.refreshToken ?? login.accessToken).reveal()),
    until: Math.max(login.expiresAt ?? 0, unknown ? host.now() + REFRESH_TOKEN_SECONDS : 0),
    because: message,
  };
  await rememberUnrevoked(host, configDir, entry).catch((error: unknown) => {
    if (!(error instanceof AntError)) throw error;
    host.terminal.say(`ant: warning: nothing here will remember that: ${error.message}`);
  });
}

async function removeAll(host: Host, shelf: Shelf): Promise<readonly string[]> {
  const copies = await removeQuarantined(host, credentialsPath(host.platform, shelf));
  return [...copies, ...(await removeLogin(host, shelf))];
}

/** A profile that says "in the keychain" where nothing is would read as a fault, not as signed out. */
async function forgetBackend(host: Host, { path, raw }: Profile): Promise<void> {
  await saveProfile(host, { path, raw: withSetting(raw, 'store', undefined) });
}
