import type { profilePath as spec } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';
import { requireConfigDirectory } from '../../profiles/config-dir.js';
import { profilePath } from '../../profiles/files.js';
import type { Run } from '../command.js';
import { targetName } from './open-profile.js';

export const run: Run<Input<typeof spec>> = async (host, input) => {
  const dir = requireConfigDirectory(host, input['config-dir']);
  const profile = await targetName(host, dir, input);
  const path = profilePath(host, dir, profile);
  const exists = (await host.files.read(path, { follow: true })) !== undefined;
  return { value: { schema_version: 1, profile, path, exists }, text: () => `${path}\n` };
};
