import { describe, expect, test } from 'vitest';
import { itemAccount } from '../../src/store/keychain-items.js';
import {
  checkShelf,
  loadLogin,
  loadRenewal,
  removeLogin,
  renewalFor,
  saveLogin,
} from '../../src/store/store.js';
import { saveTrusted } from '../../src/store/trust.js';
import { fakeHost } from '../support/host.js';
import { both, foreignFile, login, ORIGIN, PATH, shelfIn, tokens, untouchable } from './shelves.js';

describe.each(['split', 'keychain', 'file'] as const)('a login kept in %s', (backend) => {
  const shelf = shelfIn(backend);

  test('comes back whole', async () => {
    const host = fakeHost();
    await saveLogin(host, shelf, both('ada'));
    expect(await tokens(host, shelf)).toEqual(['access-of-ada', 'refresh-of-ada']);
    expect(await loadLogin(host, shelf)).toMatchObject({
      expiresAt: 1_800_000_000,
      scope: 's',
      origin: ORIGIN,
    });
    expect((await loadRenewal(host, shelf))?.origin).toBe(ORIGIN);
  });

  test('is replaced whole by the next one', async () => {
    const host = fakeHost();
    await saveLogin(host, shelf, both('ada'));
    await saveLogin(host, shelf, both('bob'));
    expect(await tokens(host, shelf)).toEqual(['access-of-bob', 'refresh-of-bob']);
  });

  test('is not mixed up with another profile or another configuration directory', async () => {
    const host = fakeHost();
    await saveLogin(host, shelf, both('ada'));
    await saveLogin(host, shelfIn(backend, { profile: 'home' }), both('bob'));
    await saveLogin(host, shelfIn(backend, { configDir: '/d' }), both('eve'));
    expect(await tokens(host, shelf)).toEqual(['access-of-ada', 'refresh-of-ada']);
  });

  test('is gone from everywhere after it was removed, and removing again finds nothing', async () => {
    const host = fakeHost();
    await saveLogin(host, shelf, both('ada'));
    expect(await removeLogin(host, shelf)).not.toEqual([]);
    expect(host.vault.items.size).toBe(0);
    expect(host.disk.has(PATH)).toBe(false);
    expect(await removeLogin(host, shelf)).toEqual([]);
  });

  test('E71 E73: its refresh token is for one origin only', async () => {
    const host = fakeHost();
    await saveLogin(host, shelf, both('ada'));
    const found = await loadRenewal(host, shelf);
    if (found === undefined) throw new Error('no renewal');
    const evil = 'https://evil.example';
    expect(renewalFor(found, { contacting: ORIGIN, profile: 'work' }).origin).toBe(ORIGIN);
    // Not even where the access token may go.
    const trusting = { ...found, trusted: [evil] };
    expect(() => renewalFor(trusting, { contacting: evil, profile: 'work' })).toThrow(/belongs to/);
  });
});

describe('where the parts lie', () => {
  test('split: the access token in a private file, nothing in it that could renew it', async () => {
    const host = fakeHost();
    await saveLogin(host, shelfIn('split'), both('ada'));
    const file = host.disk.get(PATH);
    expect(file?.mode).toBe(0o600);
    expect(host.disk.get('/c/credentials')?.mode).toBe(0o700);
    expect(file?.text).toContain('access-of-ada');
    expect(file?.text).not.toContain('refresh');
    expect(file?.text).not.toContain('client');
    expect([...host.vault.items.keys()]).toEqual([itemAccount(shelfIn('split'))]);
  });

  test('keychain: one item, no file, also where there was one', async () => {
    const host = fakeHost({ disk: { [PATH]: foreignFile({ refresh_token: 'old' }) } });
    await saveLogin(host, shelfIn('keychain'), both('ada'));
    expect(host.disk.has(PATH)).toBe(false);
    expect([...host.vault.items.keys()]).toEqual([itemAccount(shelfIn('keychain'))]);
  });

  test('file: everything in the file, and the keychain is never asked', async () => {
    const host = fakeHost(untouchable());
    await saveLogin(host, shelfIn('file'), both('ada'));
    expect(await tokens(host, shelfIn('file'))).toEqual(['access-of-ada', 'refresh-of-ada']);
  });

  test('a login that lies as in split is read where its profile says "in the keychain"', async () => {
    const host = fakeHost();
    await saveLogin(host, shelfIn('split'), both('ada'));
    expect(await tokens(host, shelfIn('keychain'))).toEqual(['access-of-ada', 'refresh-of-ada']);
    expect(await saveTrusted(host, shelfIn('keychain'), [ORIGIN])).toBe(true);
    expect((await loadLogin(host, shelfIn('keychain')))?.trusted).toEqual([ORIGIN]);
    host.disk.delete(PATH);
    await expect(loadLogin(host, shelfIn('keychain'))).rejects.toMatchObject({ code: 'keychain' });
  });

  test('the access token of split is had without the keychain', async () => {
    const host = fakeHost({ ...untouchable(), disk: { [PATH]: foreignFile() } });
    expect((await loadLogin(host, shelfIn('split')))?.accessToken.reveal()).toBe('other');
  });

  test('the profile’s own credentials_path is used', async () => {
    const host = fakeHost();
    await saveLogin(host, shelfIn('file', { credentialsPath: '/run/me/x.json' }), both('ada'));
    expect(host.disk.get('/run/me/x.json')?.text).toContain('access-of-ada');
    expect(host.disk.has(PATH)).toBe(false);
  });

  test('a federation token needs no refresh token, and is known by what it was minted for', async () => {
    const host = fakeHost(untouchable());
    await saveLogin(host, shelfIn('file'), { login: { ...login('ci'), cacheKey: 'k1' } });
    expect((await loadLogin(host, shelfIn('file')))?.cacheKey).toBe('k1');
    expect(await loadRenewal(host, shelfIn('file'))).toBeUndefined();
  });

  test('E64: what another tool wrote beside the tokens survives a save', async () => {
    const host = fakeHost({ disk: { [PATH]: foreignFile({ theirs: { a: [1] } }) } });
    await saveLogin(host, shelfIn('split'), both('ada'));
    expect(JSON.parse(host.disk.get(PATH)?.text ?? '')).toMatchObject({ theirs: { a: [1] } });
  });
});

describe('what fails leaves something that works', () => {
  test.each(['split', 'keychain'] as const)(
    '%s: a keychain that fails leaves the old login as it was',
    async (backend) => {
      const host = fakeHost();
      await saveLogin(host, shelfIn(backend), both('ada'));
      host.vault.state = 'failed';
      await expect(saveLogin(host, shelfIn(backend), both('bob'))).rejects.toMatchObject({
        code: 'keychain',
      });
      host.vault.state = 'ok';
      expect(await tokens(host, shelfIn(backend))).toEqual(['access-of-ada', 'refresh-of-ada']);
    },
  );

  test('E63: the new refresh token is durable before the file is written', async () => {
    const full = fakeHost({
      files: { write: async () => Promise.reject(new Error('the disk is full')) },
    });
    await expect(saveLogin(full, shelfIn('split'), both('ada'))).rejects.toThrow('full');
    const host = fakeHost({ secrets: Object.fromEntries(full.vault.items) });
    expect((await loadRenewal(host, shelfIn('split')))?.refreshToken.reveal()).toBe(
      'refresh-of-ada',
    );
  });

  test.each([
    ['a symbolic link', { kind: 'symlink' }],
    ['another user’s file', { owner: 0, text: '{}' }],
    ['a newer version', { text: '{"version":"2.0"}' }],
  ] as const)('E59 E64: %s is refused before anything changes', async (_, entry) => {
    const host = fakeHost({ ...untouchable(), disk: { [PATH]: entry } });
    for (const backend of ['split', 'keychain', 'file'] as const) {
      const shelf = shelfIn(backend);
      await expect(saveLogin(host, shelf, both('ada'))).rejects.toMatchObject({ code: 'file' });
      await expect(checkShelf(host, shelf)).rejects.toMatchObject({ code: 'file' });
    }
    expect(host.disk.get(PATH)).toMatchObject(entry);
  });

  test('E61: a file that others can read is not used, and a new login makes it private', async () => {
    const host = fakeHost({ disk: { [PATH]: { mode: 0o644, text: foreignFile() } } });
    await expect(loadLogin(host, shelfIn('file'))).rejects.toMatchObject({
      code: 'file',
      hint: `run: chmod 600 ${PATH}`,
    });
    await saveLogin(host, shelfIn('file'), both('ada'));
    expect(host.disk.get(PATH)?.mode).toBe(0o600);
  });

  test('E59: a directory that everyone writes to is refused', async () => {
    const host = fakeHost({
      disk: { '/c/credentials': { kind: 'directory', mode: 0o777 }, [PATH]: foreignFile() },
    });
    await expect(loadLogin(host, shelfIn('file'))).rejects.toMatchObject({ code: 'file' });
    await expect(saveLogin(host, shelfIn('file'), both('a'))).rejects.toMatchObject({
      code: 'file',
    });
  });

  test('a login without a refresh token leaves none of the login before', async () => {
    const host = fakeHost();
    await saveLogin(host, shelfIn('split'), both('ada'));
    await saveLogin(host, shelfIn('split'), { login: login('bob') });
    expect(await tokens(host, shelfIn('split'))).toEqual(['access-of-bob', undefined]);
  });
});
