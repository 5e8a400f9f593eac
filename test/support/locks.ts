import { posix } from 'node:path';
import type { LockFiles } from '../../src/host.js';
import { type Disk, type Entry, makeDirectories } from './disk.js';

const RECORD: Entry = { kind: 'file', mode: 0o600, owner: 1000, links: 1, text: '' };

type Clock = { readonly now: () => number; readonly ticks: () => number };

/** The `LockFiles` contract over such a disk, in a world where this process is alone: nobody else lives. */
export function fakeLocks(disk: Disk, { now, ticks }: Clock): LockFiles {
  const self = { pid: 4711, started: '1', boot: 'boot-1', machine: 'ada-laptop' };
  return {
    self: async () => self,
    running: async (pid) => (pid === self.pid ? { started: self.started } : undefined),
    ticks,
    publish: async (path, text) => {
      if (disk.has(path)) return false;
      makeDirectories(disk, posix.dirname(path), 0o700);
      disk.set(path, { ...RECORD, text });
      return true;
    },
    replace: async (path, text) => {
      disk.set(path, { ...RECORD, text });
    },
    makeDirectory: async (path, mode) => {
      if (disk.has(path)) return false;
      disk.set(path, { ...RECORD, kind: 'directory', mode });
      return true;
    },
    removeDirectory: async (path) => disk.delete(path),
    keepFresh: () => () => undefined,
    look: async (path) => {
      const mode = disk.get(path)?.mode;
      return mode === undefined ? undefined : { mode, changedAt: now() };
    },
  };
}
