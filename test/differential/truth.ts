import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientId } from '../../src/clients/client.js';
import { statesOf } from './drivers.js';
import type { Real } from './real.js';
import { digestOf } from './states.js';

/** What a real client was recorded to do: for the states in order, the index of what it did in each. */
export type Truth = {
  readonly client: ClientId;
  readonly version: string;
  readonly states: Real['states'];
  /** Of the set of states it was recorded in. */
  readonly digest: string;
  readonly signatures: readonly string[];
  readonly outcomes: readonly number[];
};

const folder = (root: string) => join(root, 'test/differential/truth');
const fileOf = (root: string, { client, version }: Pick<Truth, 'client' | 'version'>) =>
  join(folder(root), `${client}@${version}.json`);

/** Every truth that was recorded. */
export function readTruths(root: string): readonly Truth[] {
  if (!existsSync(folder(root))) return [];
  const names = readdirSync(folder(root)).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => readTruth(join(folder(root), name)));
}

/** Runs of one outcome are kept as `index*count`, because neighbouring states mostly agree. */
function readTruth(path: string): Truth {
  const { runs, ...rest } = JSON.parse(readFileSync(path, 'utf8'));
  const outcomes = String(runs)
    .split(' ')
    .flatMap((run) => {
      const [index = 0, count = 1] = run.split('*').map(Number);
      return Array.from({ length: count }, () => index);
    });
  return { ...rest, outcomes };
}

export function writeTruth(root: string, real: Real, signatures: readonly string[]): void {
  const distinct = [...new Set(signatures)].sort();
  const { client, version, states } = real;
  const text = JSON.stringify(
    {
      client,
      version,
      states,
      digest: digestOf(statesOf(real)),
      signatures: distinct,
      runs: runsOf(signatures.map((each) => distinct.indexOf(each))),
    },
    null,
    2,
  );
  writeFileSync(fileOf(root, real), `${text}\n`);
}

function runsOf(outcomes: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const outcome of outcomes) {
    const last = runs.at(-1);
    if (last?.[0] === outcome) last[1] += 1;
    else runs.push([outcome, 1]);
  }
  return runs.map(([index, count]) => (count === 1 ? index : `${index}*${count}`)).join(' ');
}
