import { describe, expect, test } from 'vitest';
import { keepSomewhere } from '../../src/commands/auth/keep-somewhere.js';
import { AntError } from '../../src/errors.js';
import type { Host } from '../../src/host.js';
import { Secret } from '../../src/secret.js';
import type { Backend } from '../../src/store/login.js';
import { loadRenewal } from '../../src/store/store.js';
import type { FakeHost } from '../support/host.js';
import { BOTH, GRANT as grant, PLAN as plan, shelf, tokens } from './auth-support.js';
import { credentialsPath, hostWith } from './profile-support.js';

/** A keychain that passed the probe and is not what it was by the time there is something to keep. */
const BROKEN = ['absent', 'locked', 'denied', 'hung', 'failed'] as const;

function keep(host: Host, backend: Backend, ordered = false) {
  return keepSomewhere(host, plan, { grant, backend, ordered });
}

describe('E66: a keychain that goes away between the probe and the browser’s return', () => {
  test.each(BROKEN)(
    '%s: without a terminal the login rests in a file, and that is said aloud',
    async (state) => {
      const host = hostWith({});
      host.vault.state = state;
      expect(await keep(host, 'split')).toEqual({ backend: 'file' });
      expect(await tokens(host, 'file')).toEqual(BOTH);
      expect(host.config('work')).toMatchObject({
        authentication: { client_id: 'client' },
        ant: { store: 'file' },
      });
      expect(host.said.join('\n')).toMatch(
        /^ant: warning: .*private file.*ant auth store move split/,
      );
    },
  );

  test.each(BROKEN)(
    '%s: also where --store named it, and the answer says that the order was not followed',
    async (state) => {
      const host = hostWith({});
      host.vault.state = state;
      const resting = await keep(host, 'keychain', true);
      expect(resting).toEqual({ backend: 'file', insteadOf: 'keychain' });
      expect(await tokens(host, 'file')).toEqual(BOTH);
      expect(host.disk.get(credentialsPath('work'))?.mode).toBe(0o600);
      expect(host.said).toEqual([
        expect.stringMatching(
          /^ant: error: not kept as --store keychain says: the keychain is .*work\.json.*: ant auth store move keychain --profile work$/,
        ),
      ]);
    },
  );

  test('where the disk fails too, nothing can be done, and that is named', async () => {
    const full = new AntError('file', 'the disk is full');
    const host = hostWith({}, { files: { write: async () => Promise.reject(full) } });
    host.vault.state = 'locked';
    await expect(keep(host, 'keychain', true)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringMatching(/could not be kept: the disk is full/),
    });
  });

  test.each<[string, string, Backend]>([
    ['asks for a file', 'file\n', 'file'],
    ['asks for nonsense first', 'what?\nFILE\n', 'file'],
    ['tries again', '\n', 'split'],
  ])('on a terminal a person who %s gets it', async (_story, stdin, expected) => {
    const host = hostWith({}, { stdin, terminal: { interactive: true } });
    let broken = true;
    const set: Host['keychain']['set'] = async (account, secret) => {
      if (!broken) return host.keychain.set(account, secret);
      broken = false;
      return { state: 'locked', because: 'locked' };
    };
    const machine: FakeHost = { ...host, keychain: { ...host.keychain, set } };
    expect(await keep(machine, 'split', true)).toEqual({ backend: expected });
    expect(await tokens(host, expected)).toEqual(BOTH);
    expect(host.said.join('\n')).toContain('the login is not kept yet');
  });

  test.each(['no\n', 'n\n', ''])('on a terminal %j gives it up', async (stdin) => {
    const host = hostWith({}, { stdin, terminal: { interactive: true } });
    host.vault.state = 'locked';
    await expect(keep(host, 'split')).rejects.toMatchObject({ code: 'keychain' });
    expect(host.disk.has(credentialsPath('work'))).toBe(false);
  });

  test('one that says yes and keeps nothing is not believed', async () => {
    const host = hostWith(
      {},
      { keychain: { get: async () => ({ state: 'ok', value: undefined }) } },
    );
    expect(await keep(host, 'split')).toEqual({ backend: 'file' });
    expect(await tokens(host, 'file')).toEqual(BOTH);
  });

  test('E67: tokens over the 2,560 bytes that Windows keeps in one item rest there all the same', async () => {
    const host = hostWith({}, { platform: 'win32' });
    const set: Host['keychain']['set'] = async (account, secret) =>
      secret.reveal().length > 2560
        ? { state: 'failed', because: 'the stub received bad data' }
        : host.keychain.set(account, secret);
    const windows = { ...host, keychain: { ...host.keychain, set } };
    const long = { ...grant, refreshToken: new Secret('r'.repeat(5000)) };
    const kept = { grant: long, backend: 'keychain', ordered: false } as const;
    expect(await keepSomewhere(windows, plan, kept)).toEqual({ backend: 'keychain' });
    const renewal = await loadRenewal(windows, shelf('keychain'));
    expect(renewal?.refreshToken.reveal()).toBe('r'.repeat(5000));
    expect(host.said).toEqual([]);
  });
});

describe('E63: a disk that fails after the browser’s return', () => {
  const full = new AntError('file', 'could not write x: the disk is full', {
    hint: 'free some space',
  });

  test('on a terminal a person makes room and tries again', async () => {
    const host = hostWith({}, { stdin: '\n', terminal: { interactive: true } });
    let isFull = true;
    const write: Host['files']['write'] = async (path, text, options) => {
      if (isFull && path === credentialsPath('work')) {
        isFull = false;
        throw full;
      }
      return host.files.write(path, text, options);
    };
    expect(await keep({ ...host, files: { ...host.files, write } }, 'file')).toEqual({
      backend: 'file',
    });
    expect(await tokens(host, 'file')).toEqual(BOTH);
    expect(host.said.join('\n')).toContain('the disk is full');
  });

  test('without one the cause is named: exit 6', async () => {
    const host = hostWith({}, { files: { write: async () => Promise.reject(full) } });
    await expect(keep(host, 'file')).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining('the disk is full'),
      hint: 'free some space',
    });
  });
});

test('E64: a corrupt file makes room, and the person is told where it is', async () => {
  const host = hostWith({}, { disk: { [credentialsPath('work')]: 'not JSON' } });
  await keep(host, 'file');
  expect(host.said).toEqual([expect.stringMatching(/^ant: note: .*corrupt-1$/)]);
});

test('whom the login before was trusted to says nothing about the new one', async () => {
  const before = { access_token: 'a', ant: { trusted: ['https://gateway.example'] } };
  const host = hostWith({}, { disk: { [credentialsPath('work')]: JSON.stringify(before) } });
  await keep(host, 'file');
  expect(host.disk.get(credentialsPath('work'))?.text).not.toContain('gateway');
});

test('what is not the store’s fault is not swallowed', async () => {
  const bug = new TypeError('a bug');
  const host = hostWith({}, { files: { write: async () => Promise.reject(bug) } });
  await expect(keep(host, 'file')).rejects.toBe(bug);
});
