import type { Candidate, Identity } from '../credentials/candidate.js';
import type { Decision, Standing } from '../credentials/precedence.js';
import { printable } from '../printable.js';
import { identityLines, identityValue } from './identity.js';
import { driftLines, winnerSentence } from './winner.js';
import { WIDEST_TEXT, wrap } from './wrap.js';

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

/** What was looked at for each candidate, by its tier: lines for a person. */
export type Evidence = Readonly<Partial<Record<Candidate['tier'], readonly string[]>>>;

export type DecisionView = {
  readonly decision: Decision;
  readonly now: number;
  readonly columns: number;
  /** With `--explain`. */
  readonly evidence?: Evidence;
};

/** The winner in a sentence, then one line a tier, strongest first. No secret in sight. */
export function renderDecision(view: DecisionView): string {
  return `${[...headline(view), '', ...ladder(view)].join('\n')}\n`;
}

/** The sentence alone, or what stands in the way and how to mend it. */
export function headline({ decision, now, columns, evidence }: DecisionView): readonly string[] {
  const { winner, ranking } = decision;
  const width = Math.min(columns, WIDEST_TEXT);
  if (winner !== undefined) {
    const drift = winner.identity ? driftLines(winner.identity) : [];
    return [...wrap(winnerSentence(winner, now), width), ...drift];
  }
  const blocking = ranking.find(({ standing }) => standing === 'blocks')?.candidate;
  if (blocking === undefined) return ['Nobody is signed in here. To sign in, run: ant auth login'];
  const { origin, because = 'it cannot work', hint } = blocking;
  return [
    ...wrap(
      `No usable credential. The first in line does not work: ${printable(origin, 200)}.`,
      width,
    ),
    ...wrap(printable(because, 500), width, ['  ', '  ']),
    // In one piece: it holds a command to be copied.
    ...(hint === undefined ? [] : [`  to mend it: ${printable(hint.replace(/^run: /, ''), 500)}`]),
    ...((hint ?? evidence) ? [] : ['  to see what was looked at: ant whoami --explain']),
  ];
}

function ladder({ decision: { ranking }, now, evidence }: DecisionView): readonly string[] {
  const origins = ranking.map(({ candidate }) => printable(candidate.origin, 100));
  const width = Math.max(...origins.map((origin) => origin.length));
  return ranking.flatMap(({ candidate, standing }, index) => {
    const why = candidate.because ? ` (${printable(candidate.because, 500)})` : '';
    const origin = (origins[index] ?? '').padEnd(width);
    return [
      `${MARKS[standing]} ${index + 1}  ${origin}  ${WORDS[standing]}${why}`,
      ...(evidence === undefined ? [] : explained(candidate, evidence, now)),
    ];
  });
}

function explained(
  { tier, identity }: Candidate,
  evidence: Evidence,
  now: number,
): readonly string[] {
  const facts = identity ? identityLines(identity, now) : [];
  const looked = (evidence[tier] ?? []).map((line) => printable(line, 500));
  return [...looked, ...facts].map((line) => `       ${line}`);
}

/** Stable names for `--json`; `winner` is null when there is none. */
export function decisionValue({
  decision: { winner, ranking },
  evidence,
}: Pick<DecisionView, 'decision' | 'evidence'>): Readonly<Record<string, unknown>> {
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
      ...identityPart(candidate.identity),
      ...(evidence && { evidence: evidence[candidate.tier] ?? [] }),
    })),
  };
}

function identityPart(identity: Identity | undefined): object {
  return identity === undefined ? {} : { identity: identityValue(identity) };
}
