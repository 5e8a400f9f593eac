import type { ProfileTraits } from './behaviour.js';
import type { Broken } from './chosen-profile.js';
import type { ActiveFact, DirectoryFact } from './facts.js';
import { isThere, type Look, see } from './read-variable.js';

/** Whether one of these ways chose the profile. */
export function isChosenBy(
  look: Look,
  directory: DirectoryFact | undefined,
  ways: ProfileTraits['explicitBy'],
): boolean {
  return ways.some((by) => {
    if (by !== 'active_config') return isThere(look, by);
    const state = directory?.active.state ?? 'absent';
    if (state === 'unreadable') return look.behaviour.profile.unreadableActive !== 'default';
    return state !== 'absent' && state !== 'empty';
  });
}

/** The name as a variable or `active_config` has it, else `default`; `''` where an empty one counts. */
export function chosenName(look: Look, directory: DirectoryFact | undefined): string | Broken {
  const named = see(look, 'ANTHROPIC_PROFILE');
  if (named.state !== 'absent') return named.state === 'set' ? named.value : '';
  return activeName(look.behaviour.profile, directory?.active ?? { state: 'absent' });
}

function activeName(profile: ProfileTraits, active: ActiveFact): string | Broken {
  if (active.state === 'name') {
    return active.mark && profile.mark === 'kept' ? `\uFEFF${active.name}` : active.name;
  }
  if (active.state === 'invalid') return oddName(profile, active);
  const otherwise = profile.needsActive ? NONE : 'default';
  if (active.state === 'empty') return profile.emptyActive ?? otherwise;
  const lost = active.state === 'unreadable' && profile.unreadableActive !== 'default';
  return lost ? UNREADABLE : otherwise;
}

const NONE: Broken = { fault: 'missing', because: 'active_config names no profile' };
const UNREADABLE: Broken = { fault: 'bad-config', because: 'active_config cannot be read' };

/** What no file is called is still a name to some, so long as it leads nowhere else. */
function oddName({ names }: ProfileTraits, { elsewhere }: { readonly elsewhere?: true }): Broken {
  const allowed = elsewhere !== true && names.test('two\nlines');
  const because = 'what active_config says is the name of no file';
  return { fault: allowed ? 'missing' : 'bad-name', because };
}
