import type { Prediction } from '../../clients/compare.js';
import type { Outcome, Source } from '../../clients/outcome.js';
import type { Candidate } from '../../credentials/candidate.js';
import { isFresh } from '../../credentials/freshness.js';
import type { Decision } from '../../credentials/precedence.js';

/** Our own decision in the words that other clients' outcomes are told in. */
export type Own = {
  readonly decision: Decision;
  readonly configDir: string | undefined;
  readonly version: string;
  readonly now: number;
};

/** This program's row beside the other clients. */
export function ownPrediction(own: Own): Prediction {
  return {
    client: 'ant',
    assumed: 'running',
    release: own.version,
    range: own.version,
    outcome: ownOutcome(own),
  };
}

function ownOutcome({ decision, configDir, now }: Own): Outcome {
  const { winner, ranking } = decision;
  if (winner !== undefined) {
    const tokenRequest = requestOf(winner, now);
    return {
      kind: 'sends',
      sent: [{ header: 'authorization', source: sourceOf(winner, configDir) }],
      ...(tokenRequest && { tokenRequest }),
      ...(winner.identity?.kind === 'login' &&
        winner.identity.workspace && { workspace: winner.identity.workspace.id }),
      oauthBeta: winner.tier !== 'api-key',
      because: `${winner.origin} comes first`,
    };
  }
  const blocking = ranking.find(({ standing }) => standing === 'blocks')?.candidate;
  if (blocking === undefined) return { kind: 'none', because: 'nobody is signed in' };
  const because = blocking.because ?? 'it cannot work';
  return { kind: 'fails', source: sourceOf(blocking, configDir), because };
}

function requestOf({ identity }: Candidate, now: number): 'refresh' | 'exchange' | undefined {
  if (identity?.renewal === 'exchange') return 'exchange';
  const fresh = isFresh(identity?.expiresAt, now);
  return identity?.renewal === 'refresh' && !fresh ? 'refresh' : undefined;
}

/** Where a candidate of ours comes from, as other clients’ sources are told. */
export function sourceOf({ tier, origin, profile = '' }: Candidate, configDir = ''): Source {
  switch (tier) {
    case 'api-key':
    case 'auth-token':
      return { kind: 'variable', name: origin };
    case 'federation-env':
      return { kind: 'federation-variables' };
    case 'named-profile':
    case 'active-profile':
      return { kind: 'profile', name: profile, directory: configDir };
  }
}
