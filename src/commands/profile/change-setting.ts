import type { Host } from '../../host.js';
import { withLoginLock } from '../../lock/with-login-lock.js';
import { serializeProfile, withSetting } from '../../profiles/edit.js';
import { requireProfile, saveProfile } from '../../profiles/files.js';
import { parseProfile } from '../../profiles/parse.js';
import type { Profile } from '../../profiles/profile.js';
import type { Answer } from '../command.js';
import { noteChange } from '../log/noted.js';
import { settleLogin } from './login-effect.js';
import type { OpenProfile } from './open-profile.js';
import type { TypedKey } from './typed-key.js';

/** `value` is clean already; `undefined` removes the setting. */
type Change = { readonly key: TypedKey; readonly value: string | undefined };

/** Changes one setting in the file, and what hangs on it. */
export async function changeSetting(
  host: Host,
  { dir, profile: { name, path } }: OpenProfile,
  { key, value }: Change,
): Promise<Answer> {
  // Under the lock, and read again there: a login, or a move of one, writes the same file.
  const edited = await withLoginLock(host, { configDir: dir, profile: name }, async () =>
    edit(host, await requireProfile(host, dir, name), { key, value }),
  );
  const { before, after, changed, cleared } = edited;
  if (changed) {
    const how = `${value === undefined ? 'unset' : 'set'} ${key}`;
    await noteChange(host, { event: 'profile', how, configDir: dir, profile: name });
  }

  const now = value === undefined ? 'is not set any more' : `is now ${value}`;
  host.terminal.say(`${key} of "${name}" ${changed ? now : 'is as it was'}`);
  if (cleared) host.terminal.say('workspace_id is cleared: it belonged to the organization before');
  const login = await settleLogin(host, { dir, before, after });
  return {
    value: {
      schema_version: 1,
      profile: name,
      path,
      key,
      value: value ?? null,
      changed,
      cleared: cleared ? ['workspace_id'] : [],
      login,
    },
    text: () => '',
  };
}

type Edited = {
  readonly before: Profile;
  readonly after: Profile;
  readonly changed: boolean;
  readonly cleared: boolean;
};

async function edit(host: Host, before: Profile, { key, value }: Change): Promise<Edited> {
  const { name, path } = before;
  const edited = withSetting(before.raw, key, value);
  const changed = serializeProfile(edited) !== serializeProfile(before.raw);
  const cleared = changed && key === 'organization_id' && before.workspaceId !== undefined;
  const raw = cleared ? withSetting(edited, 'workspace_id', undefined) : edited;
  const after = parseProfile({ name, path, text: serializeProfile(raw) });
  if (changed) await saveProfile(host, after);
  return { before, after, changed, cleared };
}
