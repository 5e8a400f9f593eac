import { expect, it, test } from 'vitest';
import { CLIENT_IDS } from '../../src/clients/client.js';
import { CLIENTS, findClient, versionOf } from '../../src/clients/table.js';

const sdk = findClient('typescript-sdk');

test.each([
  ['1.12.0', '1.0.0'],
  ['1.0.0', '1.0.0'],
  ['1.0.0-rc.1', '1.0.0'],
  ['0.137.0', '0.93.0'],
  ['0.92.0', '0.86.0'],
  ['2', '1.0.0'],
  ['0.9.0', undefined],
])('%s behaves as the releases since %s', (release, since) => {
  expect(sdk && versionOf(sdk, release)?.since).toBe(since);
});

it('without a release, the current one is meant', () => {
  expect(sdk && versionOf(sdk)).toBe(sdk?.versions.at(-1));
});

it('every client has a place in the table', () => {
  expect(CLIENTS.map(({ id }) => id)).toEqual([...CLIENT_IDS]);
});

it('what is known of a client is known without a gap, and of the current release', () => {
  for (const { versions } of CLIENTS) {
    const [, ...later] = versions;
    expect(versions.map(({ before }) => before)).toEqual([
      ...later.map(({ since }) => since),
      undefined,
    ]);
  }
});
