import type { Stats } from 'node:fs';
import type { Place } from '../tree.js';

/** Windows takes either separator; everyone else shall know only one. */
export function slashed(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

/** What it is once links are followed. */
export function kindOf(found: Stats): Place['kind'] {
  if (found.isFile()) return 'file';
  return found.isDirectory() ? 'directory' : 'special';
}
