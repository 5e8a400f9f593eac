import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env, Files } from '../../src/host.js';
import { realFiles } from '../../src/node/files.js';
import { NAMES } from './layouts.js';
import { environmentOf, type Ground, layOutAll } from './materialize.js';
import type { State } from './states.js';

/** States laid out for our own program to look at: nobody answers at the platform's address. */
export type LaidOut = {
  readonly ground: Ground;
  /** When, in epoch seconds: the machine's clock stands there. */
  readonly at: number;
  readonly files: Files;
  readonly remove: () => void;
};

export function layOutFor(states: readonly State[]): LaidOut {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'ant-differential-')));
  const ground: Ground = { root, url: 'http://127.0.0.1:9', jwt: 'eyJhbGciOiJub25lIn0.e30.' };
  const tokens = ['variables', ...NAMES].map((name) => [name, ground.jwt]);
  const at = Math.floor(Date.now() / 1000);
  layOutAll(ground, states, {
    at,
    tokens: { ...Object.fromEntries(tokens), empty: '\n' },
  });
  const remove = () => rmSync(root, { recursive: true, force: true });
  return { ground, at, files: filesOnce(), remove };
}

/** The machine of a state, as our program sees it. */
export function machineOf(state: State, { ground, at, files }: LaidOut) {
  const env: Env = environmentOf(state, ground);
  return {
    env,
    files,
    now: () => at,
    platform: 'linux',
    home: undefined,
    cwd: ground.root,
  } as const;
}

/** The real files, each read once: nothing writes while our program looks. */
function filesOnce(): Files {
  const real = realFiles({});
  const answers = new Map<string, Promise<unknown>>();
  const once = <Value>(key: string, ask: () => Promise<Value>): Promise<Value> => {
    const found = answers.get(key) ?? ask();
    answers.set(key, found);
    return found as Promise<Value>; // a key is only ever asked in one way
  };
  return {
    ...real,
    read: (path, options) =>
      once(`read ${path} ${JSON.stringify(options)}`, () => real.read(path, options)),
    list: (path) => once(`list ${path}`, () => real.list(path)),
  };
}
