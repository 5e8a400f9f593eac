import { type Dirent, lstatSync, opendirSync, realpathSync, statSync } from 'node:fs';
import type { Enter, Met, Place, Unreadable } from '../tree.js';
import { causeOf } from './file-errors.js';
import { kindOf, slashed } from './place.js';

/** Directory entries asked for at once. */
const BATCH = 256;

type Directory<Around> = { readonly path: string; readonly around: Around };

/**
 * Everything below `root` but its directories, each met once. Only the directories that still wait are
 * held in memory.
 */
export async function* walk<Around>(
  root: Place,
  enter: Enter<Around>,
): AsyncGenerator<Met<Around> | Unreadable> {
  const waiting: Directory<Around>[] = [];
  const wait = async (path: string, parent?: Around) => {
    const around = await enter(path, parent);
    if (around !== undefined) waiting.push({ path, around });
  };
  await wait(root.path);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path: directory, around } = next;
    try {
      for (const entry of entriesOf(directory)) {
        const path = below(directory, entry.name);
        const met = meet(entry, path, root);
        if (met === undefined) await wait(path, around);
        else yield { real: `${root.real}${path.slice(root.path.length)}`, ...met, path, around };
      }
    } catch (error) {
      yield { kind: 'unreadable', path: directory, because: causeOf(error) };
    }
  }
}

/** A batch at a time: one directory may hold a million files. */
function* entriesOf(directory: string): Generator<Dirent> {
  const opened = opendirSync(directory, { bufferSize: BATCH });
  try {
    for (let entry = opened.readSync(); entry !== null; entry = opened.readSync()) yield entry;
  } finally {
    opened.closeSync();
  }
}

function below(directory: string, name: string): string {
  return directory.endsWith('/') ? `${directory}${name}` : `${directory}/${name}`;
}

type What = Pick<Met<unknown>, 'kind'> & Partial<Pick<Met<unknown>, 'real'>>;

/** `undefined` for a directory. */
function meet(entry: Dirent, path: string, root: Place): What | undefined {
  const kind = kindOfEntry(entry, path);
  if (kind === 'link') return followed(path, root);
  return kind === 'directory' ? undefined : { kind };
}

type EntryKind = Place['kind'] | 'link';

/** Some file systems list names only; there the entry itself has to be looked at. */
function kindOfEntry(entry: Dirent, path: string): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice()) {
    return 'special';
  }
  const found = unlessFailing(() => lstatSync(path));
  if (found === undefined) return 'special';
  return found.isSymbolicLink() ? 'link' : kindOf(found);
}

/** Where a link leads. One that leads nowhere, or in a circle, leads out of the tree. */
function followed(path: string, { real: root }: Place): What {
  const found = unlessFailing(() => statSync(path));
  if (found?.isDirectory()) return { kind: 'directory-link' };
  const target = unlessFailing(() => realpathSync.native(path));
  if (found === undefined || target === undefined) return { kind: 'outside-link' };
  if (!found.isFile()) return { kind: 'special' };
  const real = slashed(target);
  return { kind: real.startsWith(below(root, '')) ? 'file' : 'outside-link', real };
}

function unlessFailing<Value>(ask: () => Value): Value | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
