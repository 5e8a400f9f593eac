import { AntError } from '../../errors.js';
import type { profileList } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { renderProfileNames } from '../../output/profiles.js';
import { requireConfigDirectory } from '../../profiles/config-dir.js';
import { listProfiles, profilePath, readProfile } from '../../profiles/files.js';
import type { Run } from '../command.js';
import { activeName } from './open-profile.js';

export const run: Run<Input<typeof profileList>> = async (host, input) => {
  const dir = requireConfigDirectory(host, input['config-dir']);
  const names = await listProfiles(host, dir);
  const active = await activeName(host, dir);
  if (names.length === 0) host.terminal.say('no profiles yet; make one with: ant auth login');
  const profiles = await Promise.all(names.map((name) => summary(host, dir, name)));
  for (const { problem } of profiles) if (problem !== null) host.terminal.say(`note: ${problem}`);
  return {
    value: {
      schema_version: 1,
      active: active ?? null,
      profiles: profiles.map((each) => ({ ...each, active: each.name === active })),
    },
    text: () => renderProfileNames(names, active),
  };
};

/** One broken file must not hide the others. */
async function summary(host: Host, dir: string, name: string) {
  const path = profilePath(host, dir, name);
  try {
    const profile = await readProfile(host, dir, name);
    return { name, path, type: profile?.type ?? null, problem: null };
  } catch (error) {
    if (error instanceof AntError) return { name, path, type: null, problem: error.message };
    throw error;
  }
}
