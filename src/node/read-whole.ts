import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { AntError } from '../errors.js';
import type { FileView, ReadOptions } from '../host.js';
import { printable } from '../printable.js';
import { orNothing } from './file-errors.js';

const MAX_BYTES = 1024 * 1024;
const CHUNK = 64 * 1024;
const LITTLE = 1024;

/** What is at that path; `undefined` when nothing is. Throws the system's error, or an `AntError('file')` for its size. */
export function readWhole(path: string, options: ReadOptions = {}): FileView | undefined {
  const found = look(path, options.follow === true);
  if (found === undefined) return undefined;
  return found.isFile() ? readRegular(path, options) : view(found, '');
}

/** Few are links, and calling `statSync` for the first time costs as much as ten times more. */
function look(path: string, follow: boolean): Stats | undefined {
  const found = orNothing(() => lstatSync(path));
  return follow && found?.isSymbolicLink() ? orNothing(() => statSync(path)) : found;
}

/**
 * Opened without following and without waiting, and looked at again once open: between the look and
 * the open, another process may have put a link or a FIFO in its place.
 */
function readRegular(path: string, { follow, maxBytes }: ReadOptions): FileView | undefined {
  const noFollow = follow === true ? 0 : (constants.O_NOFOLLOW ?? 0);
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | noFollow;
  const fd = orNothing(() => openSync(path, flags));
  if (fd === undefined) return undefined;
  try {
    const found = fstatSync(fd);
    return view(found, found.isFile() ? textOf(fd, found.size, { path, maxBytes }) : '');
  } finally {
    closeSync(fd);
  }
}

type Limit = { readonly path: string; readonly maxBytes: number | undefined };

/** The size is a hint: a file may be growing, and those of procfs have none. */
function textOf(fd: number, size: number, { path, maxBytes = MAX_BYTES }: Limit): string {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total <= maxBytes) {
    const chunk = Buffer.allocUnsafe(Math.min(size + LITTLE, CHUNK));
    const length = readSync(fd, chunk);
    if (length === 0) return wholeOf(chunks).toString('utf8');
    chunks.push(chunk.subarray(0, length));
    total += length;
  }
  throw new AntError('file', `${printable(path, 300)} is larger than ${maxBytes} bytes`);
}

/** Most files are one piece. */
function wholeOf(chunks: readonly Buffer[]): Buffer {
  const [only = Buffer.alloc(0), ...more] = chunks;
  return more.length === 0 ? only : Buffer.concat(chunks);
}

function view(found: Stats, text: string): FileView {
  const windows = process.platform === 'win32';
  return {
    kind: kindOf(found),
    mode: windows ? 0o600 : found.mode & 0o7777,
    owner: windows ? 0 : found.uid,
    links: found.nlink,
    text,
  };
}

function kindOf(found: Stats): FileView['kind'] {
  if (found.isFile()) return 'file';
  if (found.isSymbolicLink()) return 'symlink';
  return found.isDirectory() ? 'directory' : 'other';
}
