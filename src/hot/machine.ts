import { existsSync, readdirSync } from 'node:fs';
import type { Host } from '../host.js';
import { readWhole } from '../node/read-whole.js';

/** The part of `Host` that answers from files alone. */
export type HotMachine = Pick<Host, 'env' | 'platform' | 'home' | 'cwd' | 'user' | 'now'> & {
  readonly files: Host['files'];
};

/** What the hot path cannot do; asking for it hands the question to the whole program. */
const notHere = async (): Promise<never> => {
  throw new Error('only the whole program can do this');
};

/** This machine. Any method may throw; whatever it is, the whole program then meets it again and says so. */
export function hotMachine(): HotMachine {
  const name = process.platform;
  return {
    env: process.env,
    platform: name === 'darwin' || name === 'win32' ? name : 'linux',
    // As `os.homedir` finds it first; to load that module costs a fiftieth of a bare start.
    home: process.env.HOME || undefined,
    cwd: process.cwd(),
    user: process.geteuid?.() ?? 0,
    now: () => Math.floor(Date.now() / 1000),
    files: {
      read: async (path, options) => readWhole(path, options),
      list: async (directory) => (existsSync(directory) ? readdirSync(directory).sort() : []),
      write: notHere,
      append: notHere,
      remove: notHere,
      removeTree: notHere,
      temporary: notHere,
    },
  };
}
