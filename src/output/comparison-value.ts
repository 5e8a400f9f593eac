import type { Comparison } from '../clients/compare.js';
import type { Outcome } from '../clients/outcome.js';
import { credentialNames } from './outcome.js';

/** Stable names for `--json`. */
export function comparisonValue({ predictions, camps, changes, advice }: Comparison): object {
  return {
    clients: predictions.map(({ client, assumed, release, range, evidence, note, outcome }) => ({
      client,
      version: { assumed, release, range },
      evidence: evidence ?? null,
      note,
      outcome: outcomeValue(outcome),
    })),
    disagreements:
      camps.length < 2
        ? []
        : camps.map(({ outcome, members }) => ({
            credentials: credentialNames(outcome),
            outcome: outcome.kind,
            clients: members.map(({ client }) => client),
            because: [...new Set(members.map((each) => each.outcome.because))],
          })),
    other_releases: changes.map(({ client, is, range, outcome }) => ({
      client,
      is,
      range,
      outcome: outcomeValue(outcome),
    })),
    advice,
  };
}

function outcomeValue(outcome: Outcome): object {
  if (outcome.kind !== 'sends') return outcome;
  const { tokenRequest, oauthBeta, ...rest } = outcome;
  return { ...rest, token_request: tokenRequest, oauth_beta: oauthBeta };
}
