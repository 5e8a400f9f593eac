import { fileURLToPath } from 'node:url';
import { VERSION as LAST_0 } from 'anthropic-sdk-0/version';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Facts } from '../../src/clients/facts.js';
import { gatherFacts } from '../../src/clients/gather.js';
import { predict } from '../../src/clients/predict.js';
import { findClient, versionOf } from '../../src/clients/table.js';
import { type Difference, differences, shown } from './difference.js';
import { statesOf } from './drivers.js';
import { type LaidOut, layOutFor, machineOf } from './facts-of.js';
import { predictedSignature } from './signature.js';
import { digestOf, STATES } from './states.js';
import { readTruths, type Truth } from './truth.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const truths = readTruths(ROOT);
const facts = new Map<string, Facts>();
let laidOut: LaidOut;

beforeAll(async () => {
  laidOut = layOutFor(STATES);
  for (const state of STATES) {
    facts.set(state.id, await gatherFacts(machineOf(state, laidOut)));
  }
}, 300_000);

afterAll(() => laidOut.remove());

/** What our table says of a client at `version`, where that is not what was recorded. */
function wrong(
  { client, states, signatures, outcomes }: Truth,
  version: string,
): readonly Difference[] {
  const known = findClient(client);
  const behaviour = known && versionOf(known, version)?.behaviour;
  if (behaviour === undefined) throw new Error(`the table has no ${client} ${version}`);
  return differences(statesOf({ states }), ({ id }, index) => {
    const fact = facts.get(id);
    if (fact === undefined) throw new Error(`no facts of ${id}`);
    return {
      expected: signatures[outcomes[index] ?? -1],
      found: predictedSignature(predict(fact, behaviour)),
    };
  });
}

describe('our table says what the real clients do', () => {
  it.each(truths)('$client $version was recorded in the states of today', (truth) => {
    expect(truth.digest).toBe(digestOf(statesOf(truth)));
    expect(truth.outcomes).toHaveLength(statesOf(truth).length);
  });

  it.each(truths)('$client $version does in every state what the table says', (truth) => {
    expect(shown(wrong(truth, truth.version))).toEqual([]);
  });

  it('and would be found out if it said what another release does', () => {
    const last0 = truths.find(
      (truth) => truth.client === 'typescript-sdk' && truth.version === LAST_0,
    );
    expect(last0 && wrong(last0, '1.0.0').length).toBeGreaterThan(1000);
  });
});
