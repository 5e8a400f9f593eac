import type { Behaviour, ProfileTier, ProfileTraits } from './behaviour.js';
import type { Broken, ChosenProfile, FoundConfig } from './chosen-profile.js';
import type { DirectoryFact } from './facts.js';
import type { Outcome, Source } from './outcome.js';
import { chooseDirectory } from './predict-directory.js';
import { useFederationProfile } from './predict-federation-profile.js';
import { useLogin } from './predict-login.js';
import { chosenName, isChosenBy } from './predict-name.js';
import type { Look } from './read-variable.js';

/** The outcome of a profile tier; `undefined` where this tier is not the one, or is passed over. */
export function useProfile(look: Look, tier: ProfileTier): Outcome | undefined {
  const directory = chooseDirectory(look);
  const explicit = isChosenBy(look, directory, tier.by ?? look.behaviour.profile.explicitBy);
  if ((tier.chosen === 'explicit') !== explicit) return undefined;
  const path = directory?.path ?? '';
  const name = chosenName(look, directory);
  if (typeof name !== 'string') return follow(tier, name, profileSource('', path));
  const source = profileSource(name, path);
  const config = readConfig(look.behaviour, directory, name);
  if ('fault' in config) return follow(tier, config, source);
  if (directory === undefined || (tier.only ?? config.type) !== config.type) return undefined;
  const chosen: ChosenProfile = { name, directory, config, source };
  const used =
    config.type === 'user_oauth' ? useLogin(look, chosen) : useFederationProfile(look, chosen);
  return 'fault' in used ? follow(tier, used, source) : used;
}

const NO_NAME: Broken = { fault: 'no-name', because: 'an empty name counts as one' };

const KNOWN = ['user_oauth', 'oidc_federation'];

function readConfig(
  { profile }: Behaviour,
  directory: DirectoryFact | undefined,
  name: string,
): FoundConfig | Broken {
  if (name === '') return NO_NAME;
  if (!profile.names.test(name)) {
    return { fault: 'bad-name', because: 'that is no name for a profile' };
  }
  const config = directory?.profiles[name]?.config ?? { state: 'absent' };
  if (config.state === 'absent') {
    const where = directory?.path ?? 'this machine';
    return { fault: 'missing', because: `there is no profile "${name}" in ${where}` };
  }
  if (config.state !== 'found') return { fault: 'bad-config', because: config.because };
  return configFault(profile, config) ?? config;
}

function configFault(profile: ProfileTraits, config: FoundConfig): Broken | undefined {
  const { type, bare, mode = 0 } = config;
  if ((mode & (profile.configBits ?? 0)) !== 0) {
    return { fault: 'bad-config', because: 'others may write the config file' };
  }
  if (bare) return { fault: 'bad-config', because: 'it says nothing of authentication' };
  if (type !== undefined && KNOWN.includes(type)) return undefined;
  const because = type === undefined ? 'it names no type' : `its type "${type}" is not known`;
  return { fault: 'unknown-type', because };
}

/** What this tier makes of a fault. */
function follow(
  { on = {} }: ProfileTier,
  { fault, because }: Broken,
  source: Source,
): Outcome | undefined {
  const then = on[fault] ?? 'fails';
  if (then === 'next') return undefined;
  return then === 'none' ? { kind: 'none', because } : { kind: 'fails', source, because };
}

const profileSource = (name: string, directory: string): Source => ({
  kind: 'profile',
  name,
  directory,
});
