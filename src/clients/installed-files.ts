import type { Host } from '../host.js';
import { ancestors } from './ancestors.js';
import { joined } from './gather-files.js';

export type InstalledMachine = Pick<
  Host,
  'env' | 'platform' | 'home' | 'cwd' | 'files' | 'child' | 'sleep'
>;

/** A client's release as found on this machine. */
export type Installed = {
  /** As written there, as in `1.12.0`. */
  readonly version: string;
  /** The file it was read from, or the program that was asked. */
  readonly where: string;
  /** `installed`: the package itself says so. `pinned`: a lock or build file does. `asked`: the program did. */
  readonly how: 'installed' | 'pinned' | 'asked';
};

/** Lock files of large projects are long. */
const MAX_BYTES = 16 * 1024 * 1024;

/** A file's text; `undefined` when it is not there or cannot be read. */
export async function textOf(
  { files }: InstalledMachine,
  path: string,
): Promise<string | undefined> {
  try {
    const view = await files.read(path, { follow: true, maxBytes: MAX_BYTES });
    return view?.kind === 'file' ? view.text : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a release out of a file's text. */
export type ReadRelease = (text: string) => string | undefined;

/** Where to look in each directory, best evidence first. */
export type Place = {
  /** The path below the directory. */
  readonly path: readonly string[];
  readonly how: Installed['how'];
  readonly read: ReadRelease;
};

/** The release that the nearest directory tells, from the working directory upwards. */
export async function nearest(
  machine: InstalledMachine,
  places: readonly Place[],
): Promise<Installed | undefined> {
  for (const directory of ancestors(machine.cwd)) {
    for (const place of places) {
      const found = await readPlace(machine, directory, place);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** What one place tells. */
export async function readPlace(
  machine: InstalledMachine,
  directory: string,
  { path, how, read }: Place,
): Promise<Installed | undefined> {
  const where = joined(machine.platform, directory, ...path);
  const text = await textOf(machine, where);
  const version = text === undefined ? undefined : release(read(text));
  return version === undefined ? undefined : { version, where, how };
}

/** A release and nothing else: it is text from a file that anybody may have written. */
export function release(text: string | undefined): string | undefined {
  return /^v?(\d{1,6}(?:\.\d{1,6}){1,3}(?:[-+.]?[0-9A-Za-z.-]{1,40})?)$/.exec(
    text?.trim() ?? '',
  )?.[1];
}

/** Reads the first group of an expression. */
export const matching =
  (shape: RegExp): ReadRelease =>
  (text) =>
    shape.exec(text)?.[1];
