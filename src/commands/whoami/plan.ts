import { credentialKey, type Prediction, sourceKey } from '../../clients/compare.js';
import type { Facts } from '../../clients/facts.js';
import { predict } from '../../clients/predict.js';
import type { AskedClient } from './asked-clients.js';
import { type Remedy, remediesFor, type Target } from './remedies.js';

/** What to do, and who does something else even then. */
export type Plan = {
  readonly steps: readonly Step[];
  readonly left: readonly string[];
};

/** One thing to do, and the clients that would be lost without it. */
export type Step = { readonly remedy: Remedy; readonly servedIds: readonly string[] };

/** More would be no advice but a list. */
const MOST_STEPS = 4;
/** All there are of 20 remedies and more; a machine with twice as many must not cost half a minute. */
const MOST_TRIES = 10_000;

/**
 * The fewest things to do after which the most clients use the target. Each combination is tried on the
 * facts, so that no advice is given that was not seen to work.
 */
export function planFor(
  facts: Facts,
  clients: readonly AskedClient[],
  target: Target,
): Plan | undefined {
  const wanted = sourceKey(target.source);
  const remedies = remediesFor(facts, target);
  const leftBy = (taken: readonly Remedy[]) =>
    others(
      taken.reduce((machine, { apply }) => apply(machine), facts),
      clients,
      wanted,
    );
  let best: { readonly chosen: readonly Remedy[]; readonly left: readonly string[] } | undefined;
  let tries = 0;
  for (const tried of choices(remedies)) {
    const rest = leftBy(tried);
    if (best === undefined || rest.length < best.left.length) best = { chosen: tried, left: rest };
    tries += 1;
    if (rest.length === 0 || tries === MOST_TRIES) break;
  }
  if (best === undefined) return undefined;
  const { chosen, left } = best;
  const steps = chosen.map((remedy) => {
    const without = leftBy(chosen.filter((each) => each !== remedy));
    return { remedy, servedIds: without.filter((id) => !left.includes(id)) };
  });
  return { steps, left };
}

/** Who would use something else. */
export function others(
  facts: Facts,
  clients: readonly AskedClient[],
  wanted: string,
): readonly string[] {
  return clients
    .filter(({ version }) => credentialKey(predict(facts, version.behaviour)) !== wanted)
    .map(({ client }) => client.id);
}

/** Whether these would, as things stand, all use the target. */
export function agreeOn(predictions: readonly Prediction[], { source }: Target): boolean {
  return predictions.every(({ outcome }) => credentialKey(outcome) === sourceKey(source));
}

/** Combinations, smaller ones first, and among those the ones made of earlier remedies. */
function* choices(remedies: readonly Remedy[]): Generator<readonly Remedy[]> {
  for (let size = 0; size <= MOST_STEPS; size += 1) yield* choicesOf(size, remedies);
}

function* choicesOf(size: number, remedies: readonly Remedy[]): Generator<readonly Remedy[]> {
  if (size === 0) yield [];
  else {
    for (const [index, first] of remedies.entries()) {
      for (const rest of choicesOf(size - 1, remedies.slice(index + 1))) yield [first, ...rest];
    }
  }
}
