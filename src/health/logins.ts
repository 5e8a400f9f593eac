import type { Candidate } from '../credentials/candidate.js';
import { profileCandidate } from '../credentials/profile-candidates.js';
import { AntError } from '../errors.js';
import type { Check } from './check.js';
import {
  broken,
  command,
  type Finding,
  fixFrom,
  type Machine,
  note,
  ok,
  skipped,
  unseen,
  warning,
} from './finding.js';
import { loginOf, type Scene } from './scene.js';
import { span } from './span.js';

/** A token with fewer seconds left, and nothing to renew it, ends in the middle of the work. */
const SOON = 3600;

/** Each profile: whether it can be read, is signed in, and until when. */
export const logins: Check = {
  id: 'logins',
  group: 'logins',
  title: 'logins',
  look: async (host, scene) => {
    const { names, configDir } = scene;
    if (names instanceof AntError) return [unseen(names)];
    if (configDir === undefined || names.length === 0) return [ok('there are no profiles')];
    const findings: Finding[] = [];
    for (const name of names) {
      // What blocks is told where it is said which credential wins.
      if (!isBlocking(scene, name)) findings.push(await lookAt(host, scene, { name, configDir }));
    }
    return findings.length > 0 ? findings : [skipped('told under credential')];
  },
};

function isBlocking({ decision, named, active }: Scene, name: string): boolean {
  if (decision instanceof AntError) return false;
  const blocking = decision.ranking.find(({ standing }) => standing === 'blocks')?.candidate.tier;
  if (blocking === 'named-profile') return name === named;
  return blocking === 'active-profile' && name === active;
}

type Place = { readonly name: string; readonly configDir: string };

async function lookAt(host: Machine, scene: Scene, place: Place): Promise<Finding> {
  const slot = { ...place, tier: 'named-profile', origin: `profile "${place.name}"` } as const;
  const candidate = await profileCandidate(host, slot);
  if (candidate.state === 'ready') return usable(candidate, host.now());
  const inUse = place.name === scene.named || place.name === scene.active;
  const selected = scene.profiles.find(({ profile }) => profile.name === place.name);
  const isPerson = selected?.profile.type === 'user_oauth';
  const signedOut = isPerson && (await loginOf(host, selected)) === undefined;
  if (signedOut && !inUse) return note(`${candidate.origin} is not signed in`);
  const said = `${candidate.origin}: ${candidate.because ?? 'it cannot be used'}`;
  return inUse ? broken(said, fixFrom(candidate.hint)) : warning(said, fixFrom(candidate.hint));
}

function usable({ origin, identity }: Candidate, now: number): Finding {
  if (identity?.kind === 'federation')
    return ok(`${origin}: a token is exchanged when it is needed`);
  const { expiresAt, renewal, profile } = identity ?? {};
  if (expiresAt === undefined) return ok(`${origin}: signed in, with a token that never expires`);
  const left = expiresAt - now;
  if (renewal === 'refresh') {
    return ok(
      left > 0
        ? `${origin}: signed in; its token is renewed in ${span(left)}`
        : `${origin}: signed in; its token is renewed at next use`,
    );
  }
  const said = `${origin}: its token ends in ${span(left)}, and nothing renews it`;
  return left > SOON ? ok(said) : warning(said, command(`ant auth login --profile ${profile}`));
}
