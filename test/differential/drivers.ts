import { join } from 'node:path';
import { VERSION as LAST_0 } from 'anthropic-sdk-0/version';
import { VERSION as CURRENT } from 'anthropic-sdk-1/version';
import { VERSION as FIRST_1 } from 'anthropic-sdk-1-0/version';
import type { ClientId } from '../../src/clients/client.js';
import { INSTALLED_CLIENTS, NO_METHOD } from './installed-drivers.js';
import { SAMPLE, STATES, type State } from './states.js';

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

/** The TypeScript SDKs that are our own development dependencies. */
const typescript = (name: string, version: string): Real => ({
  client: 'typescript-sdk',
  version,
  command: (root) => [
    process.execPath,
    join(root, 'test/differential/drivers/typescript/driver.mjs'),
    name,
  ],
  nobody: NO_METHOD,
  states: 'all',
  live: 'all',
  missing: () => undefined,
});

/** Every real client that the tests know how to run. */
export const REAL: readonly Real[] = [
  typescript('anthropic-sdk-0', LAST_0),
  typescript('anthropic-sdk-1-0', FIRST_1),
  typescript('anthropic-sdk-1', CURRENT),
  ...INSTALLED_CLIENTS,
];

export const statesOf = ({ states }: Pick<Real, 'states'>): readonly State[] =>
  states === 'all' ? STATES : SAMPLE;
