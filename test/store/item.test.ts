import { describe, expect, test } from 'vitest';
import type { Host } from '../../src/host.js';
import { loadLogin, loadRenewal, removeLogin, saveLogin } from '../../src/store/store.js';
import { saveTrusted } from '../../src/store/trust.js';
import { type FakeHost, fakeHost } from '../support/host.js';
import { both, shelfIn, tokens } from './shelves.js';

const SHELF = shelfIn('keychain');
const NOTE = '/c/locks/keychain/work';

/** Another process on the same machine, and how often it has read the keychain. */
function processOn(machine: FakeHost, keychain: Partial<Host['keychain']> = {}) {
  const calls = { reads: 0 };
  const get: Host['keychain']['get'] = (account) => {
    calls.reads += 1;
    return machine.keychain.get(account);
  };
  return { host: { ...machine, keychain: { ...machine.keychain, get, ...keychain } }, calls };
}

async function signedIn() {
  const machine = fakeHost();
  await saveLogin(machine, SHELF, both('ada'));
  return machine;
}

describe('a process reads a login in the keychain', () => {
  test('once, for both tokens and as often as it wants them', async () => {
    const { host, calls } = processOn(await signedIn());
    for (let round = 0; round < 3; round += 1) {
      expect(await tokens(host, SHELF)).toEqual(['access-of-ada', 'refresh-of-ada']);
    }
    expect(calls.reads).toBe(1);
  });

  test('again after another process has written it, and then it has the new one', async () => {
    const machine = await signedIn();
    const { host, calls } = processOn(machine);
    await tokens(host, SHELF);
    await saveLogin(machine, SHELF, both('bob'));
    expect(await tokens(host, SHELF)).toEqual(['access-of-bob', 'refresh-of-bob']);
    await saveTrusted(machine, SHELF, ['https://g.example']);
    expect(await loadLogin(host, SHELF)).toMatchObject({ trusted: ['https://g.example'] });
    expect(calls.reads).toBe(3);
  });

  test('again after another process has removed it', async () => {
    const machine = await signedIn();
    const { host } = processOn(machine);
    await tokens(host, SHELF);
    await removeLogin(machine, SHELF);
    await expect(loadLogin(host, SHELF)).rejects.toMatchObject({ code: 'keychain' });
  });

  test('E62: again after another process died while it wrote, before the item or after it', async () => {
    const died = () => new Promise<never>(() => undefined);
    for (const [dying, expected] of [
      [{ set: died }, 'access-of-ada'],
      [{ get: died }, 'access-of-bob'],
    ] as const) {
      const machine = await signedIn();
      const { host, calls } = processOn(machine);
      await tokens(host, SHELF);
      void saveLogin(processOn(machine, dying).host, SHELF, both('bob'));
      await new Promise(setImmediate);
      expect((await loadLogin(host, SHELF))?.accessToken.reveal()).toBe(expected);
      expect(calls.reads).toBe(2);
    }
  });

  test('E66: again after a while: a keychain that is locked by then is noticed before a token is spent', async () => {
    const machine = await signedIn();
    const { host } = processOn(machine);
    await tokens(host, SHELF);
    machine.pass(11);
    machine.vault.state = 'locked';
    await expect(loadRenewal(host, SHELF)).rejects.toMatchObject({ code: 'keychain' });
  });

  test('E63: again each time where the disk takes no note', async () => {
    const machine = await signedIn();
    machine.disk.delete(NOTE);
    const { host, calls } = processOn(machine);
    expect(await tokens(host, SHELF)).toEqual(['access-of-ada', 'refresh-of-ada']);
    expect(calls.reads).toBe(2);
  });

  test('and keeps a note of it on the disk that only its owner reads, and that tells nothing', async () => {
    const note = (await signedIn()).disk.get(NOTE);
    expect(note).toMatchObject({ mode: 0o600, text: expect.stringMatching(/^[\w-]{43}$/) });
  });
});
