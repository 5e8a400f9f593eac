import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { AntError } from '../errors.js';
import { printable } from '../printable.js';
import { fileError } from './file-errors.js';

/** Without following a link, and without waiting for whoever writes into a FIFO. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Sets the permission bits of a file or directory of this user's, and of nothing else. */
export async function setMode(path: string, mode: number): Promise<void> {
  try {
    const handle = await open(path, FLAGS);
    try {
      const found = await handle.stat();
      const ours = found.uid === (process.geteuid?.() ?? found.uid);
      if (!ours || !(found.isFile() || found.isDirectory())) throw notOurs(path);
      await handle.chmod(mode);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw await fileError('set the mode of', path, error);
  }
}

function notOurs(path: string): AntError {
  const message = `${printable(path, 300)} is not a file or directory of yours: its mode was left as it is`;
  return new AntError('file', message);
}
