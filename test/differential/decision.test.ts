import { fileURLToPath } from 'node:url';
import { VERSION } from 'anthropic-sdk-1/version';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findCandidates } from '../../src/credentials/find-candidates.js';
import { type Decision, decide } from '../../src/credentials/precedence.js';
import { configDirectory } from '../../src/profiles/config-dir.js';
import { type Difference, differences, shown } from './difference.js';
import { type LaidOut, layOutFor, machineOf } from './facts-of.js';
import { INTENDED, type Intended } from './intended.js';
import { STATES, type State } from './states.js';
import { readTruths } from './truth.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The order that our own commands follow is that of the current TypeScript SDK. */
const truth = readTruths(ROOT).find(
  ({ client, version }) => client === 'typescript-sdk' && version === VERSION,
);
let laidOut: LaidOut;

beforeAll(() => {
  laidOut = layOutFor(STATES);
}, 60_000);

afterAll(() => laidOut.remove());

/** What our own commands would use in a state, in the words of the truth files. */
async function ours(state: State): Promise<string> {
  const laid = machineOf(state, laidOut);
  // As `os.homedir()` has it, on a machine whose user has no home of its own.
  const home = laid.env.HOME || undefined;
  const machine = { ...laid, home, user: process.getuid?.() ?? 0, keychain: ABSENT };
  const configDir = configDirectory(machine);
  return inWords(decide(await findCandidates(machine, { configDir })), configDir);
}

const none = async () => ({ state: 'absent', because: 'there is none here' }) as const;
const ABSENT = { get: none, set: none, remove: none };

function inWords({ winner, ranking }: Decision, configDir: string | undefined): string {
  if (winner === undefined) {
    return ranking.some(({ standing }) => standing === 'blocks') ? 'fails' : 'none';
  }
  const home = configDir?.includes('/decoy/') ? 'decoy' : 'profile';
  switch (winner.tier) {
    case 'api-key':
      return 'KEY';
    case 'auth-token':
      return 'TOKEN';
    case 'federation-env':
      return 'federation';
    case 'named-profile':
    case 'active-profile':
      return `${home}:${winner.identity?.profile}`;
  }
}

/** `refresh authorization=profile:work … beta` is `profile:work`. */
function winnerOf(signature: string): string {
  return /authorization=(\S+)/.exec(signature)?.[1] ?? signature.replace(/^\w+ fails$/, 'fails');
}

/** The intended difference that this one is. */
function intendedAs({ state, expected, found }: Difference): Intended | undefined {
  return INTENDED.find(
    (each) => each.theirs === expected && each.ours === found && each.states.test(state),
  );
}

it('our own decision is that of the TypeScript SDK, but for what we mean to do otherwise', async () => {
  const found: string[] = [];
  for (const state of STATES) found.push(await ours(state));
  const all = differences(STATES, (_, index) => ({
    expected: winnerOf(truth?.signatures[truth.outcomes[index] ?? -1] ?? 'nothing was recorded'),
    found: found[index],
  }));
  expect(shown(all.filter((difference) => intendedAs(difference) === undefined))).toEqual([]);
  const unused = INTENDED.filter((intended) => !all.some((each) => intendedAs(each) === intended));
  expect(unused).toEqual([]);
}, 300_000);
