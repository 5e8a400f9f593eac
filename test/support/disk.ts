import { posix } from 'node:path';
import { AntError } from '../../src/errors.js';
import type { Files, FileView } from '../../src/host.js';

export type Entry = FileView & { readonly target?: string };
export type Disk = Map<string, Entry>;

type Start = string | Partial<Entry>;

const EMPTY: Entry = { kind: 'file', mode: 0o600, owner: 1000, links: 1, text: '' };

/**
 * A disk as a map from absolute path to what lies there. A bare string is a private file of the user;
 * `{ kind: 'symlink', target }`, `{ mode: 0o644, text }` and the like say otherwise.
 */
export function fakeDisk(start: Readonly<Record<string, Start>> = {}): Disk {
  const disk: Disk = new Map();
  for (const [path, entry] of Object.entries(start)) {
    makeDirectories(disk, posix.dirname(path), 0o700);
    disk.set(path, { ...EMPTY, ...(typeof entry === 'string' ? { text: entry } : entry) });
  }
  return disk;
}

/** The `Files` contract over such a disk. Permissions are remembered, not enforced. */
export function fakeFiles(disk: Disk): Files {
  let made = 0;
  const read: Files['read'] = async (path, options = {}) => {
    const entry = disk.get(path);
    if (entry === undefined) return undefined;
    const { target, ...view } = entry;
    if (options.follow === true && target !== undefined) {
      return read(posix.resolve(posix.dirname(path), target), options);
    }
    const { maxBytes = 1024 * 1024 } = options;
    if (Buffer.byteLength(entry.text) > maxBytes) {
      throw new AntError('file', `${path} is larger than ${maxBytes} bytes`);
    }
    return entry.kind === 'file' ? view : { ...view, text: '' };
  };
  return {
    read,
    write: async (path, text, { mode, directoryMode }) => {
      const kind = disk.get(path)?.kind ?? 'file';
      if (kind !== 'file') throw new AntError('file', `refusing to write ${path}: it is a ${kind}`);
      makeDirectories(disk, posix.dirname(path), directoryMode);
      disk.set(path, { ...EMPTY, mode, text });
    },
    append: async (path, text, { mode, directoryMode }) => {
      const found = disk.get(path) ?? { ...EMPTY, mode };
      if (found.kind !== 'file') throw new AntError('file', `could not add to ${path}`);
      makeDirectories(disk, posix.dirname(path), directoryMode);
      disk.set(path, { ...found, text: found.text + text });
    },
    remove: async (path) => {
      if (disk.get(path)?.kind === 'directory') {
        throw new AntError('file', `could not remove ${path}: it is a directory`);
      }
      return disk.delete(path);
    },
    removeTree: async (path) => {
      for (const inner of [...disk.keys()].filter((key) => `${key}/`.startsWith(`${path}/`))) {
        disk.delete(inner);
      }
    },
    list: async (directory) =>
      [...disk.keys()]
        .filter((path) => path !== '/' && posix.dirname(path) === directory)
        .map((path) => posix.basename(path))
        .sort(),
    temporary: async (prefix) => {
      made += 1;
      const path = `/run/user/1000/${prefix}${made}`;
      makeDirectories(disk, path, 0o700);
      return path;
    },
  };
}

export function makeDirectories(disk: Disk, path: string, mode: number): void {
  const found = disk.get(path);
  if (found?.kind === 'directory') return;
  if (found !== undefined)
    throw new AntError('file', `could not write: ${path} is not a directory`);
  if (path !== '/') makeDirectories(disk, posix.dirname(path), mode);
  disk.set(path, { ...EMPTY, kind: 'directory', mode });
}
