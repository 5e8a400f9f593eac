import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { ClientId } from '../../src/clients/client.js';
import { CLIENTS, versionOf } from '../../src/clients/table.js';
import { REAL } from './drivers.js';
import { readTruths } from './truth.js';
import versions from './versions.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const recorded = readTruths(ROOT).map(({ client, version }) => ({ client, version }));
/** Theirs is another harness. */
const ELSEWHERE: readonly ClientId[] = ['claude-code', 'agent-sdk'];

it('every release that can be run has been recorded', () => {
  const runnable = REAL.map(({ client, version }) => ({ client, version }));
  expect(recorded).toEqual(expect.arrayContaining(runnable));
});

it('what our table calls measured was measured in one of the releases that behave so', () => {
  const unproven = CLIENTS.filter(({ id }) => !ELSEWHERE.includes(id)).flatMap((client) =>
    client.versions
      .filter(({ evidence }) => evidence.kind === 'measured')
      .filter(
        (version) =>
          !recorded.some(
            (each) => each.client === client.id && versionOf(client, each.version) === version,
          ),
      )
      .map(({ since }) => `${client.id} ${since}`),
  );
  expect(unproven).toEqual([]);
});

it('the Go driver is built with the releases that are pinned', () => {
  const module = readFileSync(new URL('drivers/go/go.mod', import.meta.url), 'utf8');
  const built = [...module.matchAll(/anthropic-sdk-go(?:\/v\d+)? v([\d.]+)$/gm)].map(
    ([, each]) => each,
  );
  expect(built).toEqual(versions['go-sdk']);
});
