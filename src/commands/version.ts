import type { Input } from '../grammar/spec.js';
import type { version } from '../grammar/top.js';
import type { Run } from './command.js';

/** Prints the version. */
export const run: Run<Input<typeof version>> = async (host) => ({
  value: { version: host.version },
  text: () => `${host.version}\n`,
});
