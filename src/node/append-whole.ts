import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AntError } from '../errors.js';
import type { WriteOptions } from '../host.js';
import { printable } from '../printable.js';
import { codeOf } from './file-errors.js';
import { refuseUnderSudo } from './sudo.js';
import { makeDirectories } from './write-whole.js';

const FLAGS =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

/** Adds to the end of a file, which is made private to `options` when it is not there. On the disk when done. */
export async function appendWhole(
  path: string,
  text: string,
  options: WriteOptions,
): Promise<void> {
  await refuseUnderSudo(path);
  const handle = await opened(path, options);
  try {
    const found = await handle.stat();
    if (!found.isFile()) {
      throw new AntError('file', `refusing to add to ${printable(path, 300)}: it is not a file`);
    }
    if (found.size === 0) await handle.chmod(options.mode);
    await handle.appendFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function opened(path: string, { mode, directoryMode }: WriteOptions) {
  try {
    return await open(path, FLAGS, mode);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    await makeDirectories(dirname(path), directoryMode);
    return open(path, FLAGS, mode);
  }
}
