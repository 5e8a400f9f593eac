import type { Candidate } from '../credentials/candidate.js';
import type { Decision, Standing } from '../credentials/precedence.js';
import { printable } from '../printable.js';
import { identityLines, identityValue } from './identity.js';

const WORDS: Record<Standing, string> = {
  wins: 'used',
  blocks: 'broken, so nothing below it is tried',
  shadowed: 'ready, but shadowed',
  broken: 'would not work',
  absent: 'not set',
};
const MARKS: Record<Standing, string> = {
  wins: '>',
  blocks: '!',
  shadowed: ' ',
  broken: ' ',
  absent: ' ',
};

/** The winner in a sentence, its facts, then one line a tier, strongest first. No secret in sight. */
export function renderDecision(decision: Decision, now: number): string {
  const { winner } = decision;
  const facts = winner?.identity ? identityLines(winner.identity, now) : [];
  return [
    headline(decision),
    ...facts.map((line) => `  ${line}`),
    '',
    ...ladder(decision),
    '',
  ].join('\n');
}

function headline({ winner, ranking }: Decision): string {
  if (winner !== undefined) return `${subject(winner)}, by ${printable(winner.origin, 200)}.`;
  const blocking = ranking.find(({ standing }) => standing === 'blocks')?.candidate;
  if (blocking === undefined) return 'Nobody is signed in here. To sign in, run: ant auth login';
  const { origin, because = 'it cannot work', hint } = blocking;
  const mend = hint === undefined ? '' : `\n  to mend it: ${printable(hint, 500)}`;
  return `No usable credential: ${printable(origin, 200)} comes first and does not work.\n  ${printable(because, 500)}${mend}`;
}

function subject({ identity }: Candidate): string {
  switch (identity?.kind) {
    case 'login':
      return `You are ${identity.account ? printable(identity.account, 120) : 'signed in'}`;
    case 'federation':
      return `You are a workload${identity.federationRuleId ? ` under federation rule ${printable(identity.federationRuleId, 80)}` : ''}`;
    case 'api-key':
      return 'A static API key is used';
    default:
      return 'A token from the environment is used';
  }
}

function ladder({ ranking }: Decision): readonly string[] {
  const origins = ranking.map(({ candidate }) => printable(candidate.origin, 100));
  const width = Math.max(...origins.map((origin) => origin.length));
  return ranking.map(({ candidate, standing }, index) => {
    const why = candidate.because ? ` (${printable(candidate.because, 500)})` : '';
    const origin = (origins[index] ?? '').padEnd(width);
    return `${MARKS[standing]} ${index + 1}  ${origin}  ${WORDS[standing]}${why}`;
  });
}

/** Stable names for `--json`; `winner` is null when there is none. */
export function decisionValue({ winner, ranking }: Decision): Readonly<Record<string, unknown>> {
  return {
    schema_version: 1,
    winner: winner
      ? {
          tier: winner.tier,
          origin: winner.origin,
          ...(winner.identity && identityValue(winner.identity)),
        }
      : null,
    candidates: ranking.map(({ candidate, standing }) => ({
      tier: candidate.tier,
      origin: candidate.origin,
      standing,
      because: candidate.because,
      hint: candidate.hint,
      ...(candidate.identity && { identity: identityValue(candidate.identity) }),
    })),
  };
}
