import { randomBytes } from 'node:crypto';
import { lstatSync, rmdirSync } from 'node:fs';
import {
  link,
  lstat,
  mkdir,
  open,
  rename,
  rmdir,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LockFiles } from '../host.js';
import { codeOf, naming } from './file-errors.js';
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

async function publish(path: string, text: string): Promise<boolean> {
  await refuseUnderSudo(path);
  try {
    return await linkWhole(path, text);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    await makeDirectories(dirname(path), 0o700);
    return linkWhole(path, text);
  }
}

/** Written under another name and then given this one: nobody ever sees half of it. */
async function linkWhole(path: string, text: string): Promise<boolean> {
  const temp = await writeBeside(path, text);
  try {
    await link(temp, path);
    return true;
  } catch (error) {
    const code = codeOf(error);
    // ENOENT: the next owner has cleared our name away, so this number is out of date.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    if (NO_LINKS.includes(code)) return await openNew(path, text);
    throw error;
  } finally {
    await unlink(temp).catch(() => undefined);
  }
}

/** Second best: for a moment the file is there and empty, which reads as an owner that nobody can name. */
async function openNew(path: string, text: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o600);
    await handle.writeFile(text).finally(() => handle.close());
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function replace(path: string, text: string): Promise<void> {
  const temp = await writeBeside(path, text);
  try {
    await rename(temp, path);
  } catch (error) {
    await unlink(temp).catch(() => undefined);
    throw error;
  }
}

async function writeBeside(path: string, text: string): Promise<string> {
  const temp = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(temp, text, { flag: 'wx', mode: 0o600 });
  return temp;
}

/** Directories to take away when the process ends by `process.exit` in the middle of things, and which they are. */
const made = new Map<string, string>();

async function makeDirectory(path: string, mode: number): Promise<boolean> {
  try {
    await mkdir(path, mode);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  if (made.size === 0) process.once('exit', removeAllMade);
  made.set(path, whichIs(path));
  return true;
}

async function removeDirectory(path: string): Promise<boolean> {
  made.delete(path);
  if (made.size === 0) process.off('exit', removeAllMade);
  try {
    await rmdir(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
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
    utimes(path, now, now).catch(() => undefined);
  };
  touch();
  const timer = setInterval(touch, RENEW_EVERY);
  return () => clearInterval(timer);
}

async function look(path: string) {
  try {
    const { mode, mtimeMs } = await lstat(path);
    return { mode: mode & 0o7777, changedAt: mtimeMs / 1000 };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
