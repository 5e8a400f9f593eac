import { type ReleaseChange, wireKey } from '../../clients/compare.js';
import type { Facts } from '../../clients/facts.js';
import type { Outcome } from '../../clients/outcome.js';
import { predict } from '../../clients/predict.js';
import { type AskedClient, rangeOf } from './asked-clients.js';

/** Releases in a row that send the same. */
type Span = {
  readonly since: string;
  readonly before: string | undefined;
  readonly is: ReleaseChange['is'];
  readonly outcome: Outcome;
};

/** The releases before and after the assumed one in which something else would be sent. */
export function otherReleases(
  facts: Facts,
  { client, version }: AskedClient,
): readonly ReleaseChange[] {
  const assumed = wireKey(predict(facts, version.behaviour));
  const at = client.versions.indexOf(version);
  const spans = client.versions.map(({ since, before, behaviour }, index): Span => {
    const is = index > at ? 'newer' : 'older';
    return { since, before, is, outcome: predict(facts, behaviour) };
  });
  return joined(spans)
    .filter(({ outcome }) => wireKey(outcome) !== assumed)
    .map(({ is, outcome, ...span }) => ({ client: client.id, is, range: rangeOf(span), outcome }));
}

function joined(spans: readonly Span[]): readonly Span[] {
  const rows: Span[] = [];
  for (const span of spans) {
    const last = rows.at(-1);
    const goesOn = last?.is === span.is && wireKey(last.outcome) === wireKey(span.outcome);
    if (last !== undefined && goesOn) rows.splice(-1, 1, { ...last, before: span.before });
    else rows.push(span);
  }
  return rows;
}
