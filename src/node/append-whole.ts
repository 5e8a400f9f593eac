import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { AntError } from '../errors.js';
import type { WriteOptions } from '../host.js';
import { printable } from '../printable.js';
import { orNothing } from './file-errors.js';
import { refuseUnderSudo } from './sudo.js';
import { makeDirectories } from './write-whole.js';

const FLAGS =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

/** Adds to the end of a file, which is made private to `options` when it is not there. On the disk when done. */
export function appendWhole(path: string, text: string, options: WriteOptions): void {
  refuseUnderSudo(path);
  const fd = opened(path, options);
  try {
    const found = fstatSync(fd);
    if (!found.isFile()) {
      throw new AntError('file', `refusing to add to ${printable(path, 300)}: it is not a file`);
    }
    if (found.size === 0) fchmodSync(fd, options.mode);
    writeFileSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** The directories are made only where they are missing. */
function opened(path: string, { mode, directoryMode }: WriteOptions): number {
  const fd = orNothing(() => openSync(path, FLAGS, mode));
  if (fd !== undefined) return fd;
  makeDirectories(dirname(path), directoryMode);
  return openSync(path, FLAGS, mode);
}
