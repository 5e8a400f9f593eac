import { randomBytes } from 'node:crypto';
import {
  linkSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { LockFiles } from '../host.js';
import { codeOf, naming, orNothing } from './file-errors.js';
import { running, self } from './lock-owner.js';
import { refuseUnderSudo } from './sudo.js';
import { makeDirectories } from './write-whole.js';

const RENEW_EVERY = 5_000;

/** What a file system without hard links says: FAT, some network and FUSE mounts. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/** What locks between the processes of this machine are made of. */
export const realLocks: LockFiles = {
  self,
  running,
  ticks: () => Number(process.hrtime.bigint() / 1_000_000n),
  publish: (path, text) => naming('lock', path, () => publish(path, text)),
  replace: (path, text) => naming('unlock', path, () => replace(path, text)),
  makeDirectory: (path, mode) => naming('lock', path, () => makeDirectory(path, mode)),
  removeDirectory: (path) => naming('unlock', path, () => removeDirectory(path)),
  keepFresh,
  look: (path) => naming('look at', path, () => look(path)),
};

function publish(path: string, text: string): boolean {
  refuseUnderSudo(path);
  const published = orNothing(() => linkWhole(path, text));
  if (published !== undefined) return published;
  makeDirectories(dirname(path), 0o700);
  return linkWhole(path, text);
}

/** Written under another name and then given this one: nobody ever sees half of it. */
function linkWhole(path: string, text: string): boolean {
  const temp = writeBeside(path, text);
  try {
    linkSync(temp, path);
    return true;
  } catch (error) {
    const code = codeOf(error);
    // ENOENT: the next owner has cleared our name away, so this number is out of date.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    if (NO_LINKS.includes(code)) return openNew(path, text);
    throw error;
  } finally {
    removeQuietly(temp);
  }
}

/** Second best: for a moment the file is there and empty, which reads as an owner that nobody can name. */
function openNew(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function replace(path: string, text: string): void {
  const temp = writeBeside(path, text);
  try {
    renameSync(temp, path);
  } catch (error) {
    removeQuietly(temp);
    throw error;
  }
}

function writeBeside(path: string, text: string): string {
  const temp = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(temp, text, { flag: 'wx', mode: 0o600 });
  return temp;
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What is left has a name that nobody reads.
  }
}

/** Directories to take away when the process ends by `process.exit` in the middle of things, and which they are. */
const made = new Map<string, string>();

function makeDirectory(path: string, mode: number): boolean {
  try {
    mkdirSync(path, mode);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  if (made.size === 0) process.once('exit', removeAllMade);
  made.set(path, whichIs(path));
  return true;
}

function removeDirectory(path: string): boolean {
  made.delete(path);
  if (made.size === 0) process.off('exit', removeAllMade);
  const removed = orNothing(() => {
    rmdirSync(path);
    return true;
  });
  return removed ?? false;
}

function removeAllMade(): void {
  for (const [path, which] of made) {
    try {
      // Not what somebody else has put in its place.
      if (whichIs(path) === which) rmdirSync(path);
    } catch {
      // There is nobody left to tell; whoever waits takes over when it is old enough.
    }
  }
}

/** Inode numbers are used again, so its birth goes with it. */
function whichIs(path: string): string {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found === undefined ? 'gone' : `${found.ino} ${found.birthtimeMs}`;
}

function keepFresh(path: string): () => void {
  const touch = () => {
    const now = Date.now() / 1000;
    try {
      utimesSync(path, now, now);
    } catch {
      // Whoever waits then takes it for abandoned, and this process finds out before it writes.
    }
  };
  touch();
  const timer = setInterval(touch, RENEW_EVERY);
  return () => clearInterval(timer);
}

function look(path: string) {
  const found = orNothing(() => lstatSync(path));
  return found && { mode: found.mode & 0o7777, changedAt: found.mtimeMs / 1000 };
}
