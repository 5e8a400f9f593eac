import { expect, test } from 'vitest';
import type { ClientId } from '../../src/clients/client.js';
import type { ActiveFact, Facts } from '../../src/clients/facts.js';
import { predict } from '../../src/clients/predict.js';
import { findClient, versionOf } from '../../src/clients/table.js';
import { NOON } from '../support/host.js';

// What the differential test cannot lay out: its machine is no Windows, and two clients were only read.

const DIRECTORY = 'C:\\Users\\ada\\AppData\\Roaming\\Anthropic';

const windows = (by: 'APPDATA' | 'ANTHROPIC_CONFIG_DIR', active: ActiveFact): Facts => ({
  now: NOON,
  platform: 'win32',
  env: { [by]: { state: 'set', value: DIRECTORY } },
  directories: [
    {
      path: DIRECTORY,
      by,
      active,
      profiles: {
        work: {
          config: { state: 'found', type: 'user_oauth', fields: {} },
          credentials: {
            state: 'found',
            open: false,
            accessToken: true,
            refreshToken: false,
            expiresAt: NOON + 3600,
          },
        },
      },
    },
  ],
  tokenFiles: {},
});

const outcome = (client: ClientId, facts: Facts) => {
  const known = findClient(client);
  const version = known && versionOf(known);
  return version && predict(facts, version.behaviour).kind;
};

const WORK = { state: 'name', name: 'work' } as const;

test('on Windows the PHP SDK finds profiles only where ANTHROPIC_CONFIG_DIR leads', () => {
  expect(outcome('python-sdk', windows('APPDATA', WORK))).toBe('sends');
  expect(outcome('php-sdk', windows('APPDATA', WORK))).toBe('none');
  expect(outcome('php-sdk', windows('ANTHROPIC_CONFIG_DIR', WORK))).toBe('sends');
});

test('.NET reads past a byte-order mark in active_config, and Python does not', () => {
  const marked = windows('APPDATA', { ...WORK, mark: true });
  expect(outcome('csharp-sdk', marked)).toBe('sends');
  expect(outcome('python-sdk', marked)).not.toBe('sends');
});
