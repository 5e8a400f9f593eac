import { describe, expect, test } from 'vitest';
import type { FileView } from '../../src/host.js';
import { itemAccount } from '../../src/store/keychain-items.js';
import { removeLeftovers, removeLogin, saveLogin } from '../../src/store/store.js';
import { fakeHost } from '../support/host.js';
import { both, foreignFile, PATH, shelfIn } from './shelves.js';

describe('removing', () => {
  test('it says what was deleted, also when the file could not be read', async () => {
    const host = fakeHost();
    await saveLogin(host, shelfIn('split'), both('ada'));
    await host.files.write(PATH, 'not JSON', { mode: 0o644, directoryMode: 0o700 });
    expect(await removeLogin(host, shelfIn('split'))).toEqual([
      `the file ${PATH}`,
      'the keychain item',
    ]);
  });

  test('a profile kept in a file also loses what an earlier login left in the keychain', async () => {
    const host = fakeHost();
    await saveLogin(host, shelfIn('split'), both('ada'));
    expect(await removeLogin(host, shelfIn('file'))).toContain('the keychain item');
  });

  test.each(['absent', 'locked', 'hung'] as const)(
    'a keychain that is %s does not trouble a profile kept in a file',
    async (state) => {
      const host = fakeHost({ disk: { [PATH]: foreignFile() } });
      host.vault.state = state;
      expect(await removeLogin(host, shelfIn('file'))).toEqual([`the file ${PATH}`]);
    },
  );

  test.each(['absent', 'locked', 'hung'] as const)(
    'E66: a keychain that is %s keeps its part, and that is an error once the file is gone',
    async (state) => {
      const host = fakeHost();
      await saveLogin(host, shelfIn('split'), both('ada'));
      host.vault.state = state;
      await expect(removeLogin(host, shelfIn('split'))).rejects.toMatchObject({ code: 'keychain' });
      expect(host.disk.has(PATH)).toBe(false);
    },
  );

  test('a static token goes without a keychain', async () => {
    const host = fakeHost({ disk: { [PATH]: foreignFile() } });
    host.vault.state = 'absent';
    expect(await removeLogin(host, shelfIn('split'))).toEqual([`the file ${PATH}`]);
  });

  test.each(['', 'an ordinary file', '{"name":"a project"}'])(
    'E71: a profile that leads to a file of no login (%j) cannot have it deleted',
    async (text) => {
      const host = fakeHost({ disk: { '/home/ada/notes': text } });
      const shelf = shelfIn('file', { credentialsPath: '/home/ada/notes' });
      await expect(removeLogin(host, shelf)).rejects.toMatchObject({
        code: 'file',
        message: expect.stringContaining('/home/ada/notes'),
      });
      expect(host.disk.has('/home/ada/notes')).toBe(true);
    },
  );

  test.each<[string, Partial<FileView>]>([
    ['a login', { text: foreignFile() }],
    ['one that others could read', { text: foreignFile(), mode: 0o644 }],
    ['a link', { kind: 'symlink' }],
  ])('%s at a path of the profile’s own goes', async (_story, entry) => {
    const host = fakeHost({ disk: { '/home/ada/login.json': entry } });
    const shelf = shelfIn('file', { credentialsPath: '/home/ada/login.json' });
    expect(await removeLogin(host, shelf)).toEqual(['the file /home/ada/login.json']);
  });

  test('after a move to another backend nothing stays behind in the keychain', async () => {
    const host = fakeHost();
    await saveLogin(host, shelfIn('keychain'), both('ada'));
    await saveLogin(host, shelfIn('split'), both('ada'));
    await removeLeftovers(host, shelfIn('split'));
    expect([...host.vault.items.keys()]).toEqual([itemAccount(shelfIn('split'))]);
    expect([...host.vault.items.values()].join()).not.toContain('access-of');
    await saveLogin(host, shelfIn('file'), both('ada'));
    await removeLeftovers(host, shelfIn('file'));
    expect(host.vault.items.size).toBe(0);
  });
});
