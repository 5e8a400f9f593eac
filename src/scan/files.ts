import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import type { Enter, Met, Place, Unreadable } from '../tree.js';
import type { Progress } from './progress.js';
import { parentOf } from './repository.js';
import { isSkipped } from './skip.js';
import { isIgnored, type Patterns, patternsAt, patternsBelow } from './tracked.js';

type Machine = Pick<Host, 'tree' | 'files' | 'env' | 'home' | 'platform'>;

export type Wanted = {
  readonly places: readonly Place[];
  /** Only what git would track. */
  readonly tracked?: true;
  /** Copies of other people's files and caches, too. */
  readonly all?: true;
  /** Files and directories where credentials rest by design. */
  readonly stores: readonly string[];
};

/** What is known about a directory that was entered: with `tracked`, git's patterns for it. */
type Around = { readonly patterns?: Patterns };

export type File = Pick<Place, 'path' | 'real'>;

/** Every file to be read. Everything else that is met is counted, or listed as unreadable. */
export async function* filesIn(
  host: Machine,
  wanted: Wanted,
  progress: Progress,
): AsyncGenerator<File> {
  const enter = entering(host, wanted, progress);
  for (const place of wanted.places) {
    for await (const met of metAt(host, place, enter)) {
      const file = fileOf(met, wanted, progress);
      if (file !== undefined) yield file;
    }
  }
}

function fileOf(
  met: Met<Around> | Unreadable,
  wanted: Wanted,
  progress: Progress,
): File | undefined {
  if (met.kind === 'unreadable') progress.unreadable.push(met);
  else if (isLeftOut(met, wanted)) return undefined;
  else if (met.kind === 'file') return met;
  else progress.counts[met.kind] += 1;
  return undefined;
}

async function* metAt(
  host: Machine,
  place: Place,
  enter: Enter<Around>,
): AsyncGenerator<Met<Around> | Unreadable> {
  const { kind, path, real } = place;
  if (kind === 'directory') {
    yield* host.tree.walk(place, enter);
    return;
  }
  const around = await enter(parentOf(path));
  if (around !== undefined) yield { kind, path, real, around };
}

function isLeftOut({ path, around }: Met<Around>, { stores }: Wanted): boolean {
  if (stores.some((store) => path === store || path.startsWith(`${store}/`))) return true;
  return around.patterns !== undefined && isIgnored(around.patterns, path);
}

function entering(host: Machine, { tracked, all }: Wanted, progress: Progress): Enter<Around> {
  return async (directory, around) => {
    if (around !== undefined && isSkipped(directory, all === true)) return undefined;
    return tracked === true ? track(host, directory, { around, progress }) : {};
  };
}

type From = { readonly around: Around | undefined; readonly progress: Progress };

async function track(
  host: Machine,
  directory: string,
  { around, progress }: From,
): Promise<Around | undefined> {
  const known = around?.patterns;
  try {
    const patterns = await (known === undefined
      ? patternsAt(host, directory)
      : patternsBelow(host, directory, known));
    return patterns && { patterns };
  } catch (error) {
    // Without its patterns a directory is scanned too widely, never too narrowly.
    if (!(error instanceof AntError)) throw error;
    progress.unreadable.push({ path: directory, because: error.message });
    return around ?? {};
  }
}
