import { type SelectedProfile, selectProfile } from '../../credentials/selected-profile.js';
import { sha256 } from '../../digest.js';
import { type AntError, EXIT_CODES } from '../../errors.js';
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

/** A refresh token does not say how long it lives; a month is what the platform's own answers name. */
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
  const leaving = selected && (await readLeaving(host, selected));
  const outcome = await revoke(host, leaving, local);
  if (leaving && outcome?.state === 'failed') await remember(host, leaving, outcome.error);
  const removed = await removeAll(host, shelf);
  if (profile?.store === 'keychain') await forgetBackend(host, profile);
  return {
    forgotten: {
      profile: name,
      removed,
      revocation: outcome?.state ?? 'no-login',
      ...(outcome?.state === 'failed' && { because: outcome.error.message }),
      ...(leaving?.login.expiresAt !== undefined && { livesUntil: leaving.login.expiresAt }),
    },
    exitCode: outcome?.state === 'failed' ? EXIT_CODES[outcome.error.code] : 0,
  };
}

async function readLeaving(host: Host, selected: SelectedProfile): Promise<Leaving | undefined> {
  const login = await loadLogin(host, selected.shelf).catch(() => undefined);
  if (login === undefined) return undefined;
  const renewal = await loadRenewal(host, selected.shelf).catch(() => undefined);
  return { selected, login, renewal, origin: leavingFrom(login, renewal) };
}

async function revoke(
  host: Host,
  leaving: Leaving | undefined,
  local: boolean,
): Promise<RevocationOutcome | undefined> {
  if (leaving === undefined) return undefined;
  return local ? { state: 'not-asked' } : revokeLogin(host, leaving);
}

async function remember(host: Host, leaving: Leaving, error: AntError): Promise<void> {
  const { selected, login, renewal, origin } = leaving;
  const longest = renewal ?? login.expiresAt === undefined;
  const { configDir, profile } = selected.shelf;
  await rememberUnrevoked(host, configDir, {
    profile,
    at: host.now(),
    origin,
    tokenHash: sha256((renewal?.refreshToken ?? login.accessToken).reveal()),
    until: Math.max(login.expiresAt ?? 0, longest ? host.now() + REFRESH_TOKEN_SECONDS : 0),
    because: error.message,
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
