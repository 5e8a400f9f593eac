import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { AntError } from '../errors.js';
import type { WriteOptions } from '../host.js';
import { printable } from '../printable.js';
import { codeOf, orNothing } from './file-errors.js';
import { refuseUnderSudo } from './sudo.js';

/**
 * Replaces a file so that a reader, and the next start after a crash, finds the old text or the new,
 * whole. The text is on the disk, not only in its cache, when this returns.
 */
export async function writeWhole(path: string, text: string, options: WriteOptions): Promise<void> {
  refuseUnderSudo(path);
  const directory = dirname(path);
  makeDirectories(directory, options.directoryMode);
  refuseAllButFiles(path, lookAt(path));
  // A name of its own length: a name of 255 bytes leaves no room for a suffix.
  const temp = join(directory, `.ant-${randomBytes(8).toString('hex')}.tmp`);
  try {
    writeTemp(temp, text, options.mode);
    await replace(temp, path);
  } catch (error) {
    rmSync(temp, { force: true });
    throw error;
  }
  syncDirectory(directory);
}

/** Makes what is missing of a path. chmod because the umask has its say in what `mkdir` makes. */
export function makeDirectories(directory: string, mode: number): void {
  if (lookAt(directory) !== undefined) return;
  makeDirectories(dirname(directory), mode);
  try {
    mkdirSync(directory, mode);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    throw error;
  }
  chmodSync(directory, mode);
}

function lookAt(path: string): Stats | undefined {
  return orNothing(() => lstatSync(path));
}

function refuseAllButFiles(path: string, found: Stats | undefined): void {
  if (found === undefined || found.isFile()) return;
  const kind = found.isSymbolicLink()
    ? 'a symbolic link'
    : found.isDirectory()
      ? 'a directory'
      : 'not a regular file';
  throw new AntError('file', `refusing to write ${printable(path, 300)}: it is ${kind}`, {
    hint: 'move it away and run the command again',
  });
}

function writeTemp(temp: string, text: string, mode: number): void {
  const fd = openSync(temp, 'wx', 0o600);
  try {
    writeFileSync(fd, text);
    fchmodSync(fd, mode);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Windows refuses to replace a file that a virus scanner or an editor holds open for a moment. */
async function replace(temp: string, path: string): Promise<void> {
  const attempts = process.platform === 'win32' ? 8 : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(temp, path);
      return;
    } catch (error) {
      const held = ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
      if (!held || attempt === attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25 * attempt));
    }
  }
}

/** Best effort: Windows and some network file systems cannot, and the file itself is already safe. */
function syncDirectory(directory: string): void {
  try {
    const fd = openSync(directory, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // The rename has happened; only its survival of a power cut is less certain.
  }
}
