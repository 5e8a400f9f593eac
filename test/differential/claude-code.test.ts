import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/clients/facts.js';
import { gatherFacts } from '../../src/clients/gather.js';
import { predict } from '../../src/clients/predict.js';
import { findClient, versionOf } from '../../src/clients/table.js';
import { realFiles } from '../../src/node/files.js';
import { tempDir } from '../support/temp.js';
import { lay } from './drivers/claude-code/lay.js';
import { measure } from './drivers/claude-code/measure.js';
import { mayAlsoBe } from './drivers/claude-code/races.js';
import { startRecorder } from './drivers/claude-code/recorder.js';
import { runnable } from './drivers/claude-code/runnable.js';
import { nameOf, type State, statesOf } from './drivers/claude-code/states.js';
import { readTruths, type Truth } from './drivers/claude-code/truth.js';
import { predictedSignature } from './signature.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe.each(readTruths(ROOT))('$client $version', ({ client, version, signatures }) => {
  it('was recorded in these very states', () => {
    expect(Object.keys(signatures).sort()).toEqual(statesOf(client).map(nameOf).sort());
  });

  it('did in each state what our table says', { timeout: 300_000 }, async () => {
    const recorded = async (state: State) => signatures[nameOf(state)] ?? 'nothing';
    expect(await differing({ client, version }, recorded)).toEqual([]);
  });
});

describe.each(runnable(ROOT))('the real $client $version', ({ client, version, command }) => {
  it('does in each state what our table says', { timeout: 60 * 60_000 }, async () => {
    const recorder = await startRecorder();
    const measured = async (state: State) => (await measure(command, state, recorder)).signature;
    expect(await differing({ client, version }, measured)).toEqual([]);
    recorder.close();
  });
});

/** By the name of the state: the releases share the states. */
const gathered = new Map<string, Facts>();

type Release = Pick<Truth, 'client' | 'version'>;

/** The states in which our table says something else. */
async function differing(
  release: Release,
  does: (state: State) => Promise<string>,
): Promise<readonly string[]> {
  const root = tempDir();
  const found: string[] = [];
  for (const [index, state] of statesOf(release.client).entries()) {
    const ours = await saysTable(release, state, join(root, `${index}`));
    const theirs = await does(state);
    const known = [ours, ...mayAlsoBe(release.version, state, ours)].includes(theirs);
    if (!known) found.push(`${nameOf(state)}: is "${theirs}", we say "${ours}"`);
  }
  return found;
}

/** What the table says, of a state that was laid out and looked at as `ant whoami` looks. */
async function saysTable(
  { client, version }: Release,
  state: State,
  root: string,
): Promise<string> {
  const found = findClient(client);
  const behaviour = found && versionOf(found, version)?.behaviour;
  if (behaviour === undefined) throw new Error(`the table does not know ${client} ${version}`);
  const facts = gathered.get(nameOf(state)) ?? (await gather(state, root));
  gathered.set(nameOf(state), facts);
  const said = predictedSignature(predict(facts, behaviour));
  // That a helper will fail is not known before it is run; its headers are sent all the same.
  return state.helper === 'failing' ? said.replaceAll('HELPER', 'empty') : said;
}

function gather(state: State, root: string): Promise<Facts> {
  mkdirSync(root);
  const { home, cwd, env } = lay(state, root);
  const now = () => Math.floor(Date.now() / 1000);
  return gatherFacts({ env, home, cwd, now, platform: 'linux', files: realFiles({}) });
}
