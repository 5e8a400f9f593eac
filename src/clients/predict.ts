import type { Behaviour, FederationTier, ProfileTier, Tier } from './behaviour.js';
import type { Facts } from './facts.js';
import type { Outcome } from './outcome.js';
import { PROFILE_ALONE, withSettings, withSettingsForProfile } from './predict-claude-settings.js';
import { chooseDirectory } from './predict-directory.js';
import { useFederation } from './predict-federation.js';
import { claudeLogin, sendHeaders } from './predict-headers.js';
import { useProfile } from './predict-profile.js';
import { type Look, textOf } from './read-variable.js';

/** What a client that behaves so does on a machine of which these are the facts. Touches nothing. */
export function predict(facts: Facts, behaviour: Behaviour): Outcome {
  const { claudeSettings } = behaviour;
  if (claudeSettings === undefined) return decide({ facts, behaviour });
  const outcome = decide({ facts: withSettings(facts, claudeSettings), behaviour });
  const later = usesProfile(outcome) && withSettingsForProfile(facts, claudeSettings);
  return later
    ? decide({ facts: later, behaviour: { ...behaviour, tiers: PROFILE_ALONE } })
    : outcome;
}

function usesProfile(outcome: Outcome): boolean {
  if (outcome.kind === 'fails') return outcome.source.kind === 'profile';
  return outcome.kind === 'sends' && outcome.sent.some(({ source }) => source.kind === 'profile');
}

function decide(look: Look): Outcome {
  const { behaviour } = look;
  const elsewhere = behaviour.elsewhere?.find((name) => isOn(look, name));
  if (elsewhere !== undefined) {
    return {
      kind: 'none',
      because: `${elsewhere} sends it to another cloud, with the credentials of that`,
    };
  }
  for (const tier of behaviour.tiers) {
    const outcome = tryTier(look, tier);
    if (outcome !== undefined) return outcome;
  }
  return { kind: 'none', because: 'there is nothing that it would use' };
}

/** As a switch is written in a variable. */
const isOn = (look: Look, name: string) => /^(1|true|yes|on)$/i.test(textOf(look, name) ?? '');

/** `undefined`: nobody claimed the tier, or the search goes on below it. */
function tryTier(look: Look, tier: Tier): Outcome | undefined {
  if (tier.kind === 'headers') return sendHeaders(look, tier);
  if (tier.kind === 'claude-login') return claudeLogin(look);
  return stopped(look) ?? fromFiles(look, tier);
}

/** What keeps a client from profiles and federation variables alike. */
function stopped(look: Look): Outcome | undefined {
  const {
    directory: { nowhere, emptyHome },
    profile,
  } = look.behaviour;
  const directory = chooseDirectory(look);
  if (directory !== undefined) {
    const unreadable = directory.active.state === 'unreadable';
    if (!unreadable || profile.unreadableActive !== 'stops') return undefined;
    const source = { kind: 'profile', name: '', directory: directory.path } as const;
    return { kind: 'fails', source, because: 'active_config cannot be read' };
  }
  if (emptyHome === 'fails' && look.facts.env.HOME?.state === 'empty') {
    return { kind: 'fails', source: { kind: 'variable', name: 'HOME' }, because: 'HOME is empty' };
  }
  if (nowhere === 'next') return undefined;
  return { kind: 'none', because: 'there is no home directory, and then it looks no further' };
}

function fromFiles(look: Look, tier: ProfileTier | FederationTier): Outcome | undefined {
  return tier.kind === 'profile' ? useProfile(look, tier) : useFederation(look, tier);
}
