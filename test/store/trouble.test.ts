import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/secret.js';
import { itemAccount } from '../../src/store/keychain-items.js';
import type { Backend } from '../../src/store/login.js';
import { requireTrusted } from '../../src/store/origin.js';
import {
  loadLogin,
  loadRenewal,
  removeLogin,
  renewalFor,
  saveLogin,
} from '../../src/store/store.js';
import { fakeHost } from '../support/host.js';
import { both, foreignFile, login, ORIGIN, PATH, renewal, shelfIn, tokens } from './shelves.js';

describe('E66: an empty answer of the keychain is never "not signed in"', () => {
  test.each(['split', 'keychain'] as const)('%s: an item that was removed', async (backend) => {
    const host = fakeHost();
    await saveLogin(host, shelfIn(backend), both('ada'));
    host.vault.items.clear();
    await expect(loadRenewal(host, shelfIn(backend))).rejects.toMatchObject({
      code: 'keychain',
      message: expect.stringContaining('is gone'),
      hint: 'run: ant auth login --profile work',
    });
    expect(host.vault.items.size).toBe(0);
  });

  test('keychain: also for the access token', async () => {
    await expect(loadLogin(fakeHost(), shelfIn('keychain'))).rejects.toMatchObject({
      code: 'keychain',
    });
  });

  test('a locked keychain that hides its items is named locked', async () => {
    const locked = { state: 'locked', because: 'the keychain is locked' } as const;
    const host = fakeHost({
      disk: {
        [PATH]: foreignFile({ ant: { origin: ORIGIN, of_token: 'other' } }),
      },
      keychain: {
        get: async () => ({ state: 'ok', value: undefined }),
        set: async () => locked,
        remove: async () => ({ state: 'ok', value: false }),
      },
    });
    for (const attempt of [loadRenewal, removeLogin]) {
      await expect(attempt(host, shelfIn('split'))).rejects.toMatchObject({
        code: 'keychain',
        message: expect.stringContaining('locked'),
      });
    }
  });

  test.each(['absent', 'locked', 'denied', 'hung', 'failed'] as const)(
    'a keychain that is %s says so',
    async (state) => {
      const host = fakeHost();
      await saveLogin(host, shelfIn('split'), both('ada'));
      host.vault.state = state;
      await expect(loadRenewal(host, shelfIn('split'))).rejects.toMatchObject({ code: 'keychain' });
      expect((await loadLogin(host, shelfIn('split')))?.accessToken.reveal()).toBe('access-of-ada');
    },
  );

  test.each([
    ['text', 'hunter2'],
    ['JSON of somebody else', '{"password":"hunter2"}'],
    ['another profile’s item', '{"profile":"home","refresh_token":"hunter2","access_token":"x"}'],
    ['an item without a token', '{"profile":"work","origin":"https://a"}'],
  ])('an item that ant did not write is named: %s', async (_, value) => {
    const shelf = shelfIn('keychain');
    const host = fakeHost({
      secrets: { [itemAccount(shelf)]: value },
    });
    for (const load of [loadLogin, loadRenewal]) {
      const error = await load(host, shelf).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'keychain' });
      expect(error).toHaveProperty('message', expect.stringContaining('did not write'));
      expect(error).not.toHaveProperty('message', expect.stringContaining('hunter2'));
    }
  });

  test('one that is locked is never taken for one without the item, whatever the file says', async () => {
    const host = fakeHost({ disk: { [PATH]: foreignFile() } });
    host.vault.state = 'locked';
    await expect(loadRenewal(host, shelfIn('split'))).rejects.toMatchObject({ code: 'keychain' });
    await expect(removeLogin(host, shelfIn('split'))).rejects.toMatchObject({ code: 'keychain' });
  });

  test('a static token that another tool put there has nothing in the keychain, and that is no fault', async () => {
    const host = fakeHost({ disk: { [PATH]: foreignFile() } });
    expect(await loadRenewal(host, shelfIn('split'))).toBeUndefined();
    host.vault.state = 'absent';
    expect(await loadRenewal(host, shelfIn('split'))).toBeUndefined();
  });
});

describe('E68: another tool signed in to a profile that rests in the keychain', () => {
  async function signedInTwice(backend: Backend) {
    const host = fakeHost();
    await saveLogin(host, shelfIn(backend), both('ada'));
    const text = foreignFile({ access_token: 'access-of-bob', refresh_token: 'refresh-of-bob' });
    await host.files.write(PATH, text, { mode: 0o600, directoryMode: 0o700 });
    return host;
  }

  test.each(['split', 'keychain'] as const)(
    '%s: the later login is used, and shown',
    async (on) => {
      const host = await signedInTwice(on);
      expect(await tokens(host, shelfIn(on))).toEqual(['access-of-bob', 'refresh-of-bob']);
      expect((await loadLogin(host, shelfIn(on)))?.notes?.join()).toContain('another tool');
      expect(await loadRenewal(host, shelfIn(on))).toMatchObject({
        keptIn: 'file',
        origin: undefined,
      });
    },
  );

  test('what renews it stays where that tool looks for it', async () => {
    const host = await signedInTwice('split');
    const before = new Map(host.vault.items);
    const found = await loadRenewal(host, shelfIn('split'));
    if (found === undefined) throw new Error('no renewal');
    await saveLogin(host, shelfIn('split'), {
      login: login('bob-again'),
      renewal: { ...found, refreshToken: new Secret('refresh-of-bob-again') },
    });
    expect(host.disk.get(PATH)?.text).toContain('refresh-of-bob-again');
    expect(host.vault.items).toEqual(before);
  });

  test('a new login through ant settles it', async () => {
    const host = await signedInTwice('split');
    await saveLogin(host, shelfIn('split'), both('eve'));
    expect(await tokens(host, shelfIn('split'))).toEqual(['access-of-eve', 'refresh-of-eve']);
    expect(host.disk.get(PATH)?.text).not.toContain('refresh');
  });
});

describe('E71: the origin of a login that says nothing of it, as other tools write it', () => {
  const unsaid = { ...renewal('bob'), origin: undefined };

  test('is the platform’s, whatever a profile says', () => {
    const to = { contacting: 'https://api.anthropic.com', profile: 'work' };
    expect(renewalFor(unsaid, to).origin).toBe('https://api.anthropic.com');
    expect(() => renewalFor(unsaid, { contacting: ORIGIN, profile: 'work' })).toThrow(
      expect.objectContaining({
        code: 'no-credential',
        message: expect.stringMatching(/api\.anthropic\.com.*api\.example/),
        hint: expect.stringContaining(`ant auth trust ${ORIGIN} --profile work`),
      }),
    );
  });

  test('is one that the person trusts', () => {
    const trusting = { ...unsaid, trusted: [ORIGIN] };
    expect(renewalFor(trusting, { contacting: ORIGIN, profile: 'work' }).origin).toBe(ORIGIN);
  });
});

describe('E71 E72 E73: where an access token may be sent', () => {
  const to = (origin: string) => ({ to: origin, profile: 'work' });

  test.each([
    ['where it was issued', { origin: ORIGIN }, ORIGIN],
    [
      'where the person trusts it',
      { origin: ORIGIN, trusted: ['https://g.example'] },
      'https://g.example',
    ],
    ['to the platform, when nothing is noted', {}, 'https://api.anthropic.com'],
  ])('%s', (_, login_, origin) => {
    expect(() => requireTrusted(login_, to(origin))).not.toThrow();
  });

  test.each([
    'https://api.example.evil',
    'https://api.example.',
    'http://api.example',
    'https://api.example:8443',
    'https://xn--api-.example',
    'https://api.anthropic.com',
    'http://localhost:3000',
  ])('and not to %s', (origin) => {
    expect(() =>
      requireTrusted({ origin: ORIGIN, trusted: [`${ORIGIN}.other`] }, to(origin)),
    ).toThrow(
      expect.objectContaining({ code: 'no-credential', message: expect.stringContaining(origin) }),
    );
  });
});
