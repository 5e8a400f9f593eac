import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientId } from '../../../../src/clients/client.js';

/** What one release did, by the name of the state. */
export type Truth = {
  readonly client: ClientId;
  readonly version: string;
  readonly signatures: Readonly<Record<string, string>>;
};

/** `root` is the repository. */
const folder = (root: string) => join(root, 'test/differential/drivers/claude-code/truth');

/** Every truth that was recorded. */
export function readTruths(root: string): readonly Truth[] {
  const names = readdirSync(folder(root)).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => {
    const { client, version, states } = JSON.parse(readFileSync(join(folder(root), name), 'utf8'));
    return { client, version, signatures: byState(states) };
  });
}

/** On disk the states are listed below the signature they share: each is long and there are few. */
export function writeTruth(root: string, { client, version, signatures }: Truth): void {
  const states: Record<string, string[]> = {};
  for (const [state, signature] of Object.entries(signatures)) {
    states[signature] ??= [];
    states[signature].push(state);
  }
  const sorted = Object.fromEntries(Object.entries(states).sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = JSON.stringify({ client, version, states: sorted }, null, 2);
  writeFileSync(join(folder(root), `${client}@${version}.json`), `${text}\n`);
}

function byState(states: Readonly<Record<string, readonly string[]>>): Truth['signatures'] {
  return Object.fromEntries(
    Object.entries(states).flatMap(([signature, names]) => names.map((name) => [name, signature])),
  );
}
