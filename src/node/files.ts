import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, readdir, rm, stat, unlink } from 'node:fs/promises';
import { AntError } from '../errors.js';
import type { Env, Files, FileView, ReadOptions } from '../host.js';
import { printable } from '../printable.js';
import { appendWhole } from './append-whole.js';
import { codeOf, naming } from './file-errors.js';
import { temporaryDirectory } from './temporary-directory.js';
import { writeWhole } from './write-whole.js';

const MAX_BYTES = 1024 * 1024;
const CHUNK = 64 * 1024;

/** The real file system; `env` says where private temporary directories belong. */
export function realFiles(env: Env): Files {
  return {
    read,
    write: (path, text, options) => naming('write', path, () => writeWhole(path, text, options)),
    append: (path, text, options) => naming('add to', path, () => appendWhole(path, text, options)),
    remove: (path) => naming('remove', path, () => remove(path)),
    removeTree: (path) =>
      naming('remove', path, () => rm(path, { recursive: true, force: true, maxRetries: 3 })),
    list: (directory) => naming('list', directory, () => list(directory)),
    temporary: (prefix) =>
      naming('make a temporary directory in', prefix, () => temporaryDirectory(prefix, env)),
  };
}

function read(path: string, options: ReadOptions = {}): Promise<FileView | undefined> {
  return naming('read', path, async () => {
    const look = options.follow === true ? stat : lstat;
    const found = await look(path).catch(nothingThere);
    if (found === undefined) return undefined;
    return found.isFile() ? readRegular(path, options) : view(found, '');
  });
}

/**
 * Opened without following and without waiting, and looked at again once open: between the look and
 * the open, another process may have put a link or a FIFO in its place.
 */
async function readRegular(path: string, options: ReadOptions): Promise<FileView | undefined> {
  const noFollow = options.follow === true ? 0 : (constants.O_NOFOLLOW ?? 0);
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | noFollow;
  const handle = await open(path, flags).catch(nothingThere);
  if (handle === undefined) return undefined;
  try {
    const found = await handle.stat();
    if (!found.isFile()) return view(found, '');
    return view(found, await textOf(handle, path, options.maxBytes ?? MAX_BYTES));
  } finally {
    await handle.close();
  }
}

async function textOf(handle: FileHandle, path: string, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total <= maxBytes) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(CHUNK), 0, CHUNK);
    if (bytesRead === 0) return Buffer.concat(chunks).toString('utf8');
    chunks.push(buffer.subarray(0, bytesRead));
    total += bytesRead;
  }
  throw new AntError('file', `${printable(path, 300)} is larger than ${maxBytes} bytes`);
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

async function remove(path: string): Promise<boolean> {
  try {
    await unlink(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function list(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(nothingThere);
  return (names ?? []).sort();
}

function nothingThere(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}
