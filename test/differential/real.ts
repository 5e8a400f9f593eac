import type { ClientId } from '../../src/clients/client.js';

/** A real client at one release, and how it is run. */
export type Real = {
  readonly client: ClientId;
  readonly version: string;
  /** `root` is the repository. */
  readonly command: (root: string) => readonly string[];
  /** The error by which it says that it found no credential at all. */
  readonly nobody: RegExp;
  /** The states it is recorded in. */
  readonly states: 'all' | 'sample';
  /** The states in which a test runs it again. */
  readonly live: 'all' | 'sample';
  /** Why it cannot be run on this machine; `undefined` when it can. */
  readonly missing: (root: string) => string | undefined;
};
