import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import type { Piece } from '../tree.js';
import { type File, filesIn, type Wanted } from './files.js';
import type { Finding } from './finding.js';
import { type Inspection, inspect, inspectPiece } from './inspect.js';
import { NEEDLES } from './names.js';
import type { Broken, Counts, Progress, Trouble } from './progress.js';

type Machine = Pick<Host, 'tree' | 'files' | 'env' | 'home' | 'platform' | 'interrupt'>;

export type Scanned = {
  /** By file, line and column. */
  readonly findings: readonly Finding[];
  readonly unreadable: readonly Trouble[];
  readonly broken: readonly Broken[];
  readonly counts: Readonly<Counts>;
};

/**
 * Looks for keys and shadowing names. What cannot be read is listed, and the rest is scanned all the same.
 * `progress` is filled on the way, for whoever watches.
 */
export async function scan(host: Machine, wanted: Wanted, progress: Progress): Promise<Scanned> {
  for await (const file of filesIn(host, wanted, progress)) {
    if (host.interrupt.aborted) throw new AntError('interrupted', 'interrupted');
    await inspectFile(host, file, progress);
  }
  const { unreadable, broken, counts } = progress;
  return { findings: inOrder(progress), unreadable, broken, counts };
}

async function inspectFile({ tree }: Machine, file: File, progress: Progress): Promise<void> {
  const searched = await tree.search(file.real, NEEDLES);
  progress.counts.files += 1;
  switch (searched.kind) {
    case 'without':
      return;
    case 'binary':
    case 'too-large':
      progress.counts[searched.kind] += 1;
      return;
    case 'unreadable':
      progress.unreadable.push({ path: file.path, because: searched.because });
      return;
    case 'text':
      note(file, inspect(file.path, searched.text), progress);
      return;
    case 'pieces':
      await inspectPieces(file, searched.pieces, progress);
  }
}

async function inspectPieces(
  file: File,
  pieces: AsyncIterable<Piece>,
  progress: Progress,
): Promise<void> {
  try {
    for await (const piece of pieces) {
      note(file, { findings: inspectPiece(file.path, piece) }, progress);
    }
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    progress.unreadable.push({ path: file.path, because: error.message });
  }
}

/** A file that was met through a link, too, is reported once, under its own name. */
function note(file: File, { findings, broken }: Inspection, progress: Progress): void {
  const direct = file.path === file.real;
  for (const finding of findings) {
    const key = `${file.real}\0${finding.line}:${finding.column}\0${finding.rule}`;
    if (direct || !progress.findings.has(key)) progress.findings.set(key, finding);
  }
  if (broken !== undefined) progress.broken.push({ path: file.path, format: broken });
}

function inOrder({ findings }: Progress): readonly Finding[] {
  return [...findings.values()].sort(
    (a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column,
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
