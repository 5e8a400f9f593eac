import type { Reader } from './setting.js';

/** A kind of file in which credentials are set: how it is known, how it is read, where a home keeps it. */
export type Site = {
  readonly id: string;
  /** As in "a shell start-up file". */
  readonly what: string;
  /** Tells its files by their paths, with `/` between names. */
  readonly pattern: RegExp;
  readonly read: Reader;
  /** Said when a file is not in this format. Without it such a file is read as text in silence. */
  readonly format?: 'JSON' | 'YAML';
  /** Its settings are those of a job: federation is at home there, a static key is not. */
  readonly ci?: true;
  /** Files and directories below the home where people have it. */
  readonly home: readonly string[];
  /** Files and directories of the machine. */
  readonly machine?: readonly string[];
};
