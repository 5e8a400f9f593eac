import { type SelectedProfile, selectProfile } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import type { GlobalInput } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { chooseProfile } from '../../profiles/chosen.js';
import { configDirectory } from '../../profiles/config-dir.js';
import { readProfile, requireProfile } from '../../profiles/files.js';

/**
 * The federation profile that is meant: the one that is named, which must be one (`AntError('usage')`), else the
 * active one if it is.
 */
export async function federationProfile(
  host: Host,
  input: GlobalInput,
): Promise<SelectedProfile | undefined> {
  const configDir = configDirectory(host, input['config-dir']);
  if (configDir === undefined) return undefined;
  const at = { configDir, baseUrlFlag: input['base-url'] };
  const { name, from } = await chooseProfile(host, configDir, input.profile);
  if (from === '--profile' || from === 'ANTHROPIC_PROFILE') {
    const profile = await requireProfile(host, configDir, name);
    if (profile.type === 'oidc_federation') return selectProfile(host, profile, at);
    throw new AntError(
      'usage',
      `profile "${name}" (${from}) is a person’s login, not a federation profile`,
      { hint: from === '--profile' ? MAKE_ONE : `${EARLIER_STEP}; else ${MAKE_ONE}` },
    );
  }
  const active = await readProfile(host, configDir, name);
  return active?.type === 'oidc_federation' ? selectProfile(host, active, at) : undefined;
}

const MAKE_ONE = 'make one with: ant profile create NAME --federation';

const EARLIER_STEP = 'if an earlier step handed it over, set ANTHROPIC_PROFILE to nothing here';
