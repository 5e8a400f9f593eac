import { AntError } from '../errors.js';
import type { Files } from '../host.js';
import { printable } from '../printable.js';

const LARGEST = 64 * 1024;

/**
 * The text of a small file, trimmed, links followed; `undefined` when there is none that can be read. For looking
 * at what may be there: why it cannot be read does not matter.
 */
export async function glance(files: Files, path: string): Promise<string | undefined> {
  try {
    const found = await files.read(path, { follow: true, maxBytes: LARGEST });
    return found?.kind === 'file' ? found.text.trim() : undefined;
  } catch (error) {
    if (error instanceof AntError) return undefined;
    throw error;
  }
}

/** Why a glance at the file that a variable names saw nothing. */
export function nothingIn(path: string, variable: string): string {
  return `${printable(path, 200)}, which ${variable} names, is empty, not there or not readable`;
}
