import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { differences, shown } from './difference.js';
import { REAL, statesOf } from './drivers.js';
import { measure } from './harness.js';
import type { Real } from './real.js';
import { readTruths } from './truth.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const truths = readTruths(ROOT);
/** Where everything must be run, as in CI; elsewhere a sample of the states has to do. */
const WHOLE = process.env.ANT_TEST_REQUIRE_ALL === '1';

/** Whether it can be run here; where it cannot, a line says why. */
function isHere(real: Real): boolean {
  const missing = real.missing(ROOT);
  if (missing === undefined) return true;
  process.stderr.write(`skipped: the real ${real.client} ${real.version}: ${missing}\n`);
  return false;
}

/** With each difference what the client said, because that mostly explains it. */
async function changed(real: Real) {
  const truth = truths.find(
    ({ client, version }) => client === real.client && version === real.version,
  );
  if (truth === undefined) throw new Error('nothing was recorded of it: npm run truth');
  const recorded = new Map(
    statesOf(truth).map(({ id }, index) => [id, truth.signatures[truth.outcomes[index] ?? -1]]),
  );
  const states = statesOf({ states: WHOLE ? real.live : 'sample' });
  const started = Date.now();
  const measured = await measure(real, ROOT, states);
  const all = differences(states, ({ id }, index) => {
    const { signature, answer } = measured[index] ?? {};
    return { expected: recorded.get(id), found: signature, said: answer?.error };
  });
  const seconds = Math.round((Date.now() - started) / 1000);
  const agree = `${states.length - all.length} of ${states.length} states agree`;
  process.stderr.write(`${real.client} ${real.version}: ${agree}, ${seconds} s\n`);
  return all;
}

describe.concurrent('the real clients still do what was recorded', () => {
  it.each(REAL.filter(isHere))(
    '$client $version',
    async (real) => expect(shown(await changed(real))).toEqual([]),
    900_000,
  );
});
