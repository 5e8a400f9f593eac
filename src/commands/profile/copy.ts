import type { profileCopy } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';
import { requireConfigDirectory } from '../../profiles/config-dir.js';
import { withSetting } from '../../profiles/edit.js';
import { requireProfile, saveProfile } from '../../profiles/files.js';
import type { Run } from '../command.js';
import { noteChange } from '../log/noted.js';
import { requireFreeName } from './free-name.js';

export const run: Run<Input<typeof profileCopy>> = async (host, input) => {
  const dir = requireConfigDirectory(host, input['config-dir']);
  const profile = await requireProfile(host, dir, input.from);
  const path = await requireFreeName(host, dir, input.to);
  // Where secrets rest goes with the login, which stays: a shared file would be one login under two names.
  const raw = withSetting(
    withSetting(profile.raw, 'store', undefined),
    'credentials_path',
    undefined,
  );
  await saveProfile(host, { path, raw });
  const how = `copied from ${input.from}`;
  await noteChange(host, { event: 'profile', how, configDir: dir, profile: input.to });
  host.terminal.say(`copied the settings of "${input.from}" to "${input.to}": ${path}`);
  if (profile.type === 'user_oauth') {
    host.terminal.say(`next: ant auth login --profile ${input.to}`);
  }
  return {
    value: { schema_version: 1, from: input.from, to: input.to, path },
    text: () => '',
  };
};
