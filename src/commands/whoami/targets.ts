import type { Prediction } from '../../clients/compare.js';
import type { Facts } from '../../clients/facts.js';
import type { Candidate } from '../../credentials/candidate.js';
import { isProfileName } from '../../profiles/name.js';
import { type Own, sourceOf } from './own-outcome.js';
import type { ProfileSource, Target } from './remedies.js';

type Seen = { readonly facts: Facts; readonly predictions: readonly Prediction[] };

/** Two ways out are a choice, three are a riddle. */
const MOST_TARGETS = 2;

/**
 * What a person could mean all clients to use: a login or a federation that works, in our own order. Where
 * there is none, signing in; and a static key only where that is all there is.
 */
export function targetsOf(own: Own, { facts, predictions }: Seen): readonly Target[] {
  const candidates = own.decision.ranking.map(({ candidate }) => candidate);
  const found = candidates
    .filter((each) => isKeyless(each) && each.state === 'ready')
    .map((each) => ({ source: sourceOf(each, own.configDir) }))
    .filter(canBeTyped);
  if (found.length > 0) return found.slice(0, MOST_TARGETS);
  const { winner } = own.decision;
  const inUse = profilesElsewhere(predictions, own.configDir);
  const toSignIn = candidates.flatMap((each) => signIn(each, own, facts));
  const targets = [
    ...(inUse.length > 0 ? inUse : toSignIn).slice(0, 1),
    ...(winner === undefined ? [] : [{ source: sourceOf(winner, own.configDir) }]),
  ];
  return targets.filter(canBeTyped);
}

/** Somebody else may have written a snapshot. */
function canBeTyped({ source }: Target): boolean {
  return source.kind !== 'profile' || isProfileName(source.name);
}

/** Logins that other clients find and this program does not, because it looks into another directory. */
function profilesElsewhere(
  predictions: readonly Prediction[],
  configDir: string | undefined,
): readonly Target[] {
  return predictions.flatMap(({ outcome }) => {
    const [first] = outcome.kind === 'sends' ? outcome.sent : [];
    const source = first?.source.kind === 'profile' ? first.source : undefined;
    const isOther = source !== undefined && source.directory !== configDir;
    return isOther ? [{ source, elsewhere: true as const }].filter(canBeTyped) : [];
  });
}

function isKeyless({ tier }: Candidate): boolean {
  return tier !== 'api-key' && tier !== 'auth-token';
}

/** The profile to sign in to: the one that somebody named, else the active one. */
function signIn(candidate: Candidate, { configDir }: Own, facts: Facts): readonly Target[] {
  const { tier, state } = candidate;
  const isProfile = tier === 'named-profile' ? state !== 'absent' : tier === 'active-profile';
  if (!isProfile || configDir === undefined) return [];
  const source = sourceOf(candidate, configDir);
  if (source.kind !== 'profile' || !canBeTyped({ source })) return [];
  return canSignIn(facts, source) ? [{ source, needsLogin: true }] : [];
}

/** A login mends what is not there or over, and no file that makes no sense. */
function canSignIn({ directories }: Facts, { name, directory }: ProfileSource): boolean {
  const found = directories.find(({ path }) => path === directory)?.profiles ?? {};
  const config = Object.hasOwn(found, name) ? found[name]?.config : undefined;
  if (config === undefined || config.state === 'absent') return true;
  return config.state === 'found' && config.type === 'user_oauth';
}
