import { type SelectedProfile, selectProfile } from '../credentials/selected-profile.js';
import type { GlobalInput } from '../grammar/spec.js';
import type { Host } from '../host.js';
import { chooseProfile } from '../profiles/chosen.js';
import { requireConfigDirectory } from '../profiles/config-dir.js';
import { requireProfile } from '../profiles/files.js';

/**
 * The profile that a profile command means: `--profile`, `ANTHROPIC_PROFILE`, the active one. It must
 * exist: `AntError('no-credential')` otherwise. Keys in the environment have no say here.
 */
export async function requireSelected(host: Host, input: GlobalInput): Promise<SelectedProfile> {
  const configDir = requireConfigDirectory(host, input['config-dir']);
  const { name } = await chooseProfile(host, configDir, input.profile);
  const profile = await requireProfile(host, configDir, name);
  return selectProfile(host, profile, { configDir, baseUrlFlag: input['base-url'] });
}
