import type { Host } from '../../host.js';
import { serializeProfile, withSetting } from '../../profiles/edit.js';
import { saveProfile } from '../../profiles/files.js';
import { parseProfile } from '../../profiles/parse.js';
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
  { dir, profile }: OpenProfile,
  { key, value }: Change,
): Promise<Answer> {
  const { name, path } = profile;
  const edited = withSetting(profile.raw, key, value);
  const changed = serializeProfile(edited) !== serializeProfile(profile.raw);
  const cleared = changed && key === 'organization_id' && profile.workspaceId !== undefined;
  const raw = cleared ? withSetting(edited, 'workspace_id', undefined) : edited;
  const after = parseProfile({ name, path, text: serializeProfile(raw) });
  if (changed) {
    await saveProfile(host, after);
    const how = `${value === undefined ? 'unset' : 'set'} ${key}`;
    await noteChange(host, { event: 'profile', how, configDir: dir, profile: name });
  }

  const now = value === undefined ? 'is not set any more' : `is now ${value}`;
  host.terminal.say(`${key} of "${name}" ${changed ? now : 'is as it was'}`);
  if (cleared) host.terminal.say('workspace_id is cleared: it belonged to the organization before');
  const login = await settleLogin(host, { dir, before: profile, after });
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
