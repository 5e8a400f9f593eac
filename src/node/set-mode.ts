import { closeSync, constants, fchmodSync, fstatSync, openSync } from 'node:fs';
import { AntError } from '../errors.js';
import { printable } from '../printable.js';
import { naming } from './file-errors.js';

/** Without following a link, and without waiting for whoever writes into a FIFO. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Sets the permission bits of a file or directory of this user's, and of nothing else. */
export function setMode(path: string, mode: number): Promise<void> {
  return naming('set the mode of', path, () => {
    const fd = openSync(path, FLAGS);
    try {
      const found = fstatSync(fd);
      const ours = found.uid === (process.geteuid?.() ?? found.uid);
      if (!ours || !(found.isFile() || found.isDirectory())) throw notOurs(path);
      fchmodSync(fd, mode);
    } finally {
      closeSync(fd);
    }
  });
}

function notOurs(path: string): AntError {
  const message = `${printable(path, 300)} is not a file or directory of yours: its mode was left as it is`;
  return new AntError('file', message);
}
