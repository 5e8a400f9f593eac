import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/secret.js';
import { chooseBackend } from '../../src/store/choose.js';
import { fakeHost } from '../support/host.js';

describe('choosing where a login rests', () => {
  test('a keychain that works is used, and nothing of the probe stays in it', async () => {
    const host = fakeHost({ secrets: { 'somebody/else': 'x' } });
    expect(await chooseBackend(host)).toEqual({ backend: 'split' });
    expect([...host.vault.items.keys()]).toEqual(['somebody/else']);
  });

  test('what was asked for is given', async () => {
    expect(await chooseBackend(fakeHost(), 'keychain')).toEqual({ backend: 'keychain' });
    expect(await chooseBackend(fakeHost(), 'split')).toEqual({ backend: 'split' });
  });

  test('asked for a file, it leaves the keychain alone', async () => {
    const touched = async (): Promise<never> => {
      throw new Error('the keychain was touched');
    };
    const host = fakeHost({ keychain: { get: touched, set: touched, remove: touched } });
    expect(await chooseBackend(host, 'file')).toEqual({ backend: 'file' });
  });

  test('no keychain at all: a file, and one line that says how to change it', async () => {
    const host = fakeHost();
    host.vault.state = 'absent';
    const { backend, notice } = await chooseBackend(host);
    expect(backend).toBe('file');
    expect(notice).toContain('--store split');
    expect(notice).not.toContain('\n');
  });

  test.each(['split', 'keychain'] as const)(
    'no keychain, and %s asked for: an error',
    async (wanted) => {
      const host = fakeHost();
      host.vault.state = 'absent';
      await expect(chooseBackend(host, wanted)).rejects.toMatchObject({
        code: 'keychain',
        message: expect.stringContaining('missing'),
        hint: expect.stringContaining('--store file'),
      });
    },
  );

  test.each([
    ['locked', 'locked', 'unlock'],
    ['denied', 'closed to ant', 'allow ant'],
    ['hung', 'not answering', 'restart'],
    ['failed', 'not working', 'look at'],
  ] as const)('E66: one that is %s is an error with its own words', async (state, words, hint) => {
    const host = fakeHost();
    host.vault.state = state;
    const error = await chooseBackend(host).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'keychain' });
    expect(error).toHaveProperty('message', expect.stringContaining(words));
    expect(error).toHaveProperty('hint', expect.stringContaining(hint));
    expect(error).toHaveProperty('hint', expect.stringContaining('--store file'));
  });

  test('E66: one that says yes and keeps nothing is an error', async () => {
    const host = fakeHost({ keychain: { set: async () => ({ state: 'ok', value: true }) } });
    await expect(chooseBackend(host)).rejects.toMatchObject({
      code: 'keychain',
      message: expect.stringContaining('did not give back'),
    });
  });

  test('E66: one that gives back something else is an error', async () => {
    const host = fakeHost({
      keychain: { get: async () => ({ state: 'ok', value: new Secret('something else') }) },
    });
    await expect(chooseBackend(host)).rejects.toMatchObject({ code: 'keychain' });
  });
});
