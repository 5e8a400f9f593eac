import { describe, expect, test } from 'vitest';
import { itemAccount } from '../../src/store/keychain-items.js';
import { inspectShelf } from '../../src/store/places.js';
import { saveLogin } from '../../src/store/store.js';
import { fakeHost } from '../support/host.js';
import { both, foreignFile, ORIGIN, PATH, shelfIn, untouchable } from './shelves.js';

const words = (resting: readonly { token: string; place: string; state: string }[]) =>
  resting.map(({ token, place, state }) => `${token} ${place} ${state}`);

describe('where a login rests', () => {
  test.each([
    ['split', ['access file found', 'refresh keychain found']],
    ['keychain', ['refresh keychain found', 'access keychain found']],
    ['file', ['refresh file found', 'access file found']],
  ] as const)('%s', async (backend, expected) => {
    const host = fakeHost();
    await saveLogin(host, shelfIn(backend), both('ada'));
    const found = await inspectShelf(host, shelfIn(backend));
    expect(words(found.resting)).toEqual(expected);
    expect(found).toMatchObject({ origin: ORIGIN, expiresAt: 1_800_000_000, trusted: [] });
    expect(found.conflict).toBeUndefined();
    expect(JSON.stringify(found)).not.toContain('of-ada');
  });

  test('nobody is signed in: nothing is amiss', async () => {
    for (const backend of ['split', 'file'] as const) {
      const { resting } = await inspectShelf(fakeHost(), shelfIn(backend));
      expect(resting.every(({ state }) => state === 'none')).toBe(true);
    }
  });

  test('a profile kept in a file leaves the keychain alone', async () => {
    await expect(inspectShelf(fakeHost(untouchable()), shelfIn('file'))).resolves.toBeDefined();
  });

  test.each(['split', 'keychain'] as const)(
    'E66: %s: an item that is gone is missing',
    async (on) => {
      const host = fakeHost();
      await saveLogin(host, shelfIn(on), both('ada'));
      host.vault.items.clear();
      expect(words((await inspectShelf(host, shelfIn(on))).resting)).toContain(
        'refresh keychain missing',
      );
    },
  );

  test.each(['absent', 'locked', 'denied', 'hung', 'failed'] as const)(
    'E66: a keychain that is %s is asked once, and its word is shown',
    async (state) => {
      let asked = 0;
      const host = fakeHost({
        keychain: {
          get: async () => {
            asked += 1;
            return { state, because: 'so it is' };
          },
        },
      });
      const { resting } = await inspectShelf(host, shelfIn('keychain'));
      expect(words(resting)).toEqual([`refresh keychain ${state}`, `access keychain ${state}`]);
      expect(asked).toBe(1);
    },
  );

  test('E66: an item of somebody else is not taken for ours', async () => {
    const shelf = shelfIn('keychain');
    const host = fakeHost({
      secrets: { [itemAccount(shelf)]: '{}' },
    });
    expect(words((await inspectShelf(host, shelf)).resting)).toEqual([
      'refresh keychain foreign',
      'access keychain foreign',
    ]);
  });

  test('E68: a refresh token in the file is a later login, and is shown', async () => {
    const host = fakeHost();
    await saveLogin(host, shelfIn('split'), both('ada'));
    const text = foreignFile({ refresh_token: 'of-bob' });
    await host.files.write(PATH, text, { mode: 0o600, directoryMode: 0o700 });
    expect(await inspectShelf(host, shelfIn('split'))).toMatchObject({
      conflict: 'signed-in-later',
    });
  });

  test('a file beside a login that rests in the keychain is left over', async () => {
    const host = fakeHost();
    await saveLogin(host, shelfIn('keychain'), both('ada'));
    await host.files.write(PATH, foreignFile(), { mode: 0o600, directoryMode: 0o700 });
    expect(await inspectShelf(host, shelfIn('keychain'))).toMatchObject({ conflict: 'left-over' });
  });

  test.each([
    ['corrupt', { text: 'not JSON' }],
    ['open to others', { mode: 0o644, text: foreignFile() }],
    ['a link', { kind: 'symlink' }],
  ] as const)('a file that is %s is unreadable, with the reason', async (_, entry) => {
    const host = fakeHost({ disk: { [PATH]: entry } });
    const { resting } = await inspectShelf(host, shelfIn('file'));
    expect(resting).toEqual([
      {
        token: 'access',
        place: 'file',
        state: 'unreadable',
        because: expect.stringContaining(PATH),
      },
    ]);
  });
});
