import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { chmod, lstat, mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AntError } from '../errors.js';
import type { WriteOptions } from '../host.js';
import { printable } from '../printable.js';
import { codeOf } from './file-errors.js';
import { refuseUnderSudo } from './sudo.js';

/**
 * Replaces a file so that a reader, and the next start after a crash, finds the old text or the new,
 * whole. The text is on the disk, not only in its cache, when this returns.
 */
export async function writeWhole(path: string, text: string, options: WriteOptions): Promise<void> {
  await refuseUnderSudo(path);
  const directory = dirname(path);
  await makeDirectories(directory, options.directoryMode);
  refuseAllButFiles(path, await lookAt(path));
  // A name of its own length: a name of 255 bytes leaves no room for a suffix.
  const temp = join(directory, `.ant-${randomBytes(8).toString('hex')}.tmp`);
  try {
    await writeTemp(temp, text, options.mode);
    await replace(temp, path);
  } catch (error) {
    await unlink(temp).catch(() => undefined);
    throw error;
  }
  await syncDirectory(directory);
}

/** Makes what is missing of a path. chmod because the umask has its say in what `mkdir` makes. */
export async function makeDirectories(directory: string, mode: number): Promise<void> {
  const found = await lookAt(directory);
  if (found !== undefined) return;
  await makeDirectories(dirname(directory), mode);
  try {
    await mkdir(directory, mode);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    throw error;
  }
  await chmod(directory, mode);
}

async function lookAt(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
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

async function writeTemp(temp: string, text: string, mode: number): Promise<void> {
  const handle = await open(temp, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Windows refuses to replace a file that a virus scanner or an editor holds open for a moment. */
async function replace(temp: string, path: string): Promise<void> {
  const attempts = process.platform === 'win32' ? 8 : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(temp, path);
      return;
    } catch (error) {
      const held = ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
      if (!held || attempt === attempts) throw error;
      await delay(25 * attempt);
    }
  }
}

/** Best effort: Windows and some network file systems cannot, and the file itself is already safe. */
async function syncDirectory(directory: string): Promise<void> {
  try {
    const handle = await open(directory, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The rename has happened; only its survival of a power cut is less certain.
  }
}
