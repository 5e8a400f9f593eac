import { type Comparison, campsOf, type Prediction } from '../../clients/compare.js';
import type { Facts } from '../../clients/facts.js';
import { predict } from '../../clients/predict.js';
import { adviceFor } from './advice.js';
import { type AskedClient, rangeOf } from './asked-clients.js';
import { otherReleases } from './other-releases.js';
import { type Own, ownPrediction } from './own-outcome.js';

/** What each of these clients would do on that machine, beside what this program does. Sends nothing. */
export function compare(facts: Facts, clients: readonly AskedClient[], own: Own): Comparison {
  const predictions = [ownPrediction(own), ...clients.map((each) => prediction(facts, each))];
  return {
    predictions,
    camps: campsOf(predictions),
    changes: clients.flatMap((each) => otherReleases(facts, each)),
    advice: adviceFor({ facts, clients, predictions, own }),
  };
}

function prediction(
  facts: Facts,
  { client, version, assumed, release, note }: AskedClient,
): Prediction {
  return {
    client: client.id,
    assumed,
    ...(release && { release }),
    range: rangeOf(version),
    evidence: version.evidence,
    ...(note && { note }),
    outcome: predict(facts, version.behaviour),
  };
}
