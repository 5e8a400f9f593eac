import { AntError } from '../errors.js';
import { type Candidate, TIERS } from './candidate.js';

export type Standing = 'wins' | 'blocks' | 'shadowed' | 'broken' | 'absent';

/** Which candidate is used, and where each one stands, strongest first. */
export type Decision = {
  readonly winner: Candidate | undefined;
  readonly ranking: readonly { readonly candidate: Candidate; readonly standing: Standing }[];
};

/**
 * The first candidate that somebody chose decides: it wins when it is ready and blocks when it is
 * broken, because what someone meant to use must never be skipped in silence. An incomplete one is
 * passed over while anything else can answer, and blocks when nothing can (the official SDKs' rule).
 */
export function decide(candidates: readonly Candidate[]): Decision {
  const ranked = TIERS.flatMap((tier) => candidates.filter((each) => each.tier === tier));
  const decisive =
    ranked.find(({ state }) => state === 'ready' || state === 'broken') ??
    ranked.find(({ state }) => state === 'incomplete');
  return {
    winner: decisive?.state === 'ready' ? decisive : undefined,
    ranking: ranked.map((candidate) => ({ candidate, standing: standing(candidate, decisive) })),
  };
}

/** The winner, or an `AntError('no-credential')` that says what stands in the way and how to mend it. */
export function requireWinner({ winner, ranking }: Decision): Candidate {
  if (winner !== undefined) return winner;
  const blocking = ranking.find(({ standing: its }) => its === 'blocks')?.candidate;
  if (blocking === undefined) {
    throw new AntError('no-credential', 'nobody is signed in here', {
      hint: 'run: ant auth login',
    });
  }
  throw new AntError('no-credential', `${blocking.origin}: ${blocking.because ?? 'not usable'}`, {
    hint: blocking.hint,
  });
}

function standing(candidate: Candidate, decisive: Candidate | undefined): Standing {
  if (candidate.state === 'absent') return 'absent';
  if (candidate === decisive) return candidate.state === 'ready' ? 'wins' : 'blocks';
  return candidate.state === 'ready' ? 'shadowed' : 'broken';
}
