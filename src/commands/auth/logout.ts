import { selectProfile } from '../../credentials/selected-profile.js';
import type { authLogout } from '../../grammar/auth.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { ending } from '../../output/time.js';
import { chooseProfile } from '../../profiles/chosen.js';
import { joinPath, requireConfigDirectory } from '../../profiles/config-dir.js';
import { withSetting } from '../../profiles/edit.js';
import { listProfiles, readProfile, removeProfile, saveProfile } from '../../profiles/files.js';
import type { Profile } from '../../profiles/profile.js';
import { loadLogin, removeLogin } from '../../store/store.js';
import type { Answer, Run } from '../command.js';

type Forgotten = {
  readonly profile: string;
  /** What was deleted, in words; empty when there was no login. */
  readonly removed: readonly string[];
  /** Epoch seconds until which the deleted access token still works. */
  readonly lives_until: number | undefined;
};

/** Deletes logins. The platform has no revocation endpoint, so it says how long the token lives on. */
export const run: Run<Input<typeof authLogout>> = async (host, input) => {
  const configDir = requireConfigDirectory(host, input['config-dir']);
  if (input.all) return answer(host, await forgetAll(host, configDir));
  const { name } = await chooseProfile(host, configDir, input.profile);
  return answer(host, [await forget(host, configDir, name)]);
};

async function forget(host: Host, configDir: string, name: string): Promise<Forgotten> {
  // Nothing that cannot be read may keep anyone from deleting it.
  const profile = await readProfile(host, configDir, name).catch(() => undefined);
  const shelf = profile
    ? selectProfile(host, profile, { configDir }).shelf
    : ({ configDir, profile: name, backend: 'file' } as const);
  const login = await loadLogin(host, shelf).catch(() => undefined);
  const removed = await removeLogin(host, shelf);
  if (profile?.store === 'keychain') await forgetBackend(host, profile);
  return { profile: name, removed, lives_until: removed.length > 0 ? login?.expiresAt : undefined };
}

/** A profile that says "in the keychain" where nothing is would read as a fault, not as signed out. */
async function forgetBackend(host: Host, { path, raw }: Profile): Promise<void> {
  await saveProfile(host, { path, raw: withSetting(raw, 'store', undefined) });
}

async function forgetAll(host: Host, configDir: string): Promise<readonly Forgotten[]> {
  const names = await listProfiles(host, configDir);
  const forgotten: Forgotten[] = [];
  for (const name of names) {
    const login = await forget(host, configDir, name);
    await removeProfile(host, configDir, name);
    forgotten.push({ ...login, removed: [...login.removed, 'its settings'] });
  }
  // Also what other programs keep there: Claude Code caches federation tokens beside the logins.
  await host.files.removeTree(joinPath(host.platform, configDir, 'credentials'));
  await host.files.remove(joinPath(host.platform, configDir, 'active_config'));
  return forgotten;
}

function answer(host: Host, forgotten: readonly Forgotten[]): Answer {
  const now = host.now();
  return {
    value: { schema_version: 1, forgotten, revoked: false },
    text: () => [...forgotten.map((each) => describe(each, now)), ...nothing(forgotten)].join(''),
  };
}

function nothing(forgotten: readonly Forgotten[]): readonly string[] {
  return forgotten.length === 0 ? ['there was nothing to forget\n'] : [];
}

function describe({ profile, removed, lives_until: until }: Forgotten, now: number): string {
  if (removed.length === 0) return `profile "${profile}" was not signed in\n`;
  const lines = [`forgot the login of profile "${profile}": deleted ${removed.join(', ')}`];
  if (until !== undefined && until > now) {
    lines.push(
      `the platform cannot revoke a token: a copy of the access token would work ${ending(until, now)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
