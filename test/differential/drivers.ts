import { join } from 'node:path';
import { VERSION as LAST_0 } from 'anthropic-sdk-0/version';
import { VERSION as CURRENT } from 'anthropic-sdk-1/version';
import { VERSION as FIRST_1 } from 'anthropic-sdk-1-0/version';
import { INSTALLED_CLIENTS, NO_METHOD } from './installed-drivers.js';
import type { Real } from './real.js';
import { SAMPLE, STATES, type State } from './states.js';

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
