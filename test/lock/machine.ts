import type { LockMachine } from '../../src/lock/generation-lock.js';
import { realFiles } from '../../src/node/files.js';
import { realLocks } from '../../src/node/lock-files.js';

export type Machine = LockMachine & { readonly slept: number[] };

/** The real files, processes and clocks of this machine, with parts replaced. */
export function machine(parts: Partial<LockMachine> = {}): Machine {
  const slept: number[] = [];
  return {
    files: realFiles({}),
    locks: realLocks,
    now: () => Math.floor(Date.now() / 1000),
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      return new Promise((resolve) => setTimeout(resolve, milliseconds));
    },
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    interrupt: new AbortController().signal,
    platform: process.platform === 'win32' ? 'win32' : 'linux',
    ...parts,
    slept,
  };
}

/** The same, but whoever sleeps finds all clocks moved on at once. `jump` sets the date by that many seconds. */
export function machineOfItsOwnTime(jump = 0): Machine {
  let elapsed = 0;
  return machine({
    now: () => Math.floor((Date.now() + elapsed) / 1000) + jump,
    locks: { ...realLocks, ticks: () => realLocks.ticks() + elapsed },
    sleep: async (milliseconds) => {
      elapsed += milliseconds;
    },
  });
}
