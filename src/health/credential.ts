import type { Candidate } from '../credentials/candidate.js';
import type { Decision } from '../credentials/precedence.js';
import { AntError } from '../errors.js';
import type { Check } from './check.js';
import {
  broken,
  command,
  type Finding,
  fixFrom,
  note,
  ok,
  unseen,
  warning,
  words,
} from './finding.js';

/** Which credential wins, what it keeps from being used, and what stands in the way when none does. */
export const credential: Check = {
  id: 'credential',
  group: 'credential',
  title: 'credential',
  look: async (_host, { decision }) =>
    decision instanceof AntError ? [unseen(decision)] : judge(decision),
};

function judge({ winner, ranking }: Decision): readonly Finding[] {
  const blocking = ranking.find(({ standing }) => standing === 'blocks')?.candidate;
  if (blocking !== undefined) return [blocked(blocking)];
  if (winner === undefined) {
    return [note('nobody is signed in here', command('ant auth login'))];
  }
  const losers = ranking.filter(({ standing }) => standing === 'shadowed');
  return [
    ok(`${winner.origin} is used`),
    ...losers.map(({ candidate }) => shadowed(winner, candidate)),
  ];
}

function blocked({ origin, because, hint }: Candidate): Finding {
  return broken(
    `${origin} comes first and does not work: ${because ?? 'not usable'}`,
    fixFrom(hint),
  );
}

/** A key is easily forgotten, and bills somebody; a profile that is named was meant. */
function shadowed(winner: Candidate, loser: Candidate): Finding {
  const said = `${winner.origin} wins over ${loser.origin}, which would work`;
  const isKey = winner.tier === 'api-key' || winner.tier === 'auth-token';
  if (!isKey) return note(said);
  return warning(said, words(`unset ${winner.origin}, also where it is set (ant scan finds it)`));
}
