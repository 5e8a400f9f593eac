import type { Unreadable } from '../tree.js';
import type { Finding } from './finding.js';

/** How many of each were met, so that nobody takes "nothing found" for more than it is. */
export type Counts = {
  files: number;
  binary: number;
  'too-large': number;
  'directory-link': number;
  'outside-link': number;
  special: number;
};

export type Trouble = Omit<Unreadable, 'kind'>;

/** A file that is not in the format it should be in, and was read as text. */
export type Broken = { readonly path: string; readonly format: string };

/** What a scan has seen so far. */
export type Progress = {
  /** By place, with links followed, and rule. */
  readonly findings: Map<string, Finding>;
  readonly unreadable: Trouble[];
  readonly broken: Broken[];
  readonly counts: Counts;
};

export function newProgress(): Progress {
  const none = { 'directory-link': 0, 'outside-link': 0, special: 0 };
  const counts = { files: 0, binary: 0, 'too-large': 0, ...none };
  return { findings: new Map(), unreadable: [], broken: [], counts };
}
