import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realFiles } from '../../src/node/files.js';
import { realKeychain } from '../../src/node/keychain.js';
import { Secret } from '../../src/secret.js';
import { chooseBackend } from '../../src/store/choose.js';
import { itemAccount } from '../../src/store/keychain-items.js';
import type { Backend, Shelf } from '../../src/store/login.js';
import { loadLogin, loadRenewal, removeLogin, saveLogin } from '../../src/store/store.js';
import { fakeHost } from '../support/host.js';
import { type Keyring, startKeyring } from '../support/keyring.js';
import { keychainHelper } from '../support/program.js';
import { needs, onPath } from '../support/require.js';
import { tempDir } from '../support/temp.js';

const PROGRAMS = ['gnome-keyring-daemon', 'dbus-run-session', 'secret-tool', 'busctl'];

const COLLECTION = '/org/freedesktop/secrets/collection/login';

const saved = {
  login: { accessToken: new Secret('access-of-ada'), expiresAt: 1_800_000_000 },
  renewal: {
    refreshToken: new Secret('refresh-öf-ada'),
    clientId: 'c',
    origin: 'https://a.example',
  },
};

describe.runIf(needs('gnome-keyring libsecret-tools dbus-daemon', () => PROGRAMS.every(onPath)))(
  'a real Secret Service',
  () => {
    let keyring: Keyring;
    beforeAll(async () => {
      keyring = await startKeyring();
    });
    afterAll(() => keyring.stop());

    function run(program: string, ...words: readonly string[]): string {
      return execFileSync(program, words, { env: keyring.env, encoding: 'utf8', stdio: 'pipe' });
    }

    function machine(backend: Backend) {
      const keychain = realKeychain({ env: keyring.env, helper: keychainHelper(), limit: 10_000 });
      const host = fakeHost({ files: realFiles({}), user: process.geteuid?.() ?? 0, keychain });
      return { host, shelf: { configDir: tempDir(), profile: 'work', backend } };
    }

    function attributes(shelf: Shelf, item: 'refresh' | 'access'): readonly string[] {
      return ['service', 'ant-auth', 'account', itemAccount(shelf, item)];
    }

    /** What `secret-tool` finds: another program's view of the same item. */
    function lookup(shelf: Shelf, item: 'refresh' | 'access'): string | undefined {
      try {
        return run('secret-tool', 'lookup', ...attributes(shelf, item));
      } catch {
        return undefined;
      }
    }

    function lock(): void {
      const place = ['org.freedesktop.secrets', '/org/freedesktop/secrets'];
      const call = ['org.freedesktop.Secret.Service', 'Lock', 'ao', '1', COLLECTION];
      run('busctl', '--user', 'call', ...place, ...call);
    }

    test('passes the probe', async () => {
      expect(await chooseBackend(machine('split').host)).toEqual({ backend: 'split' });
    });

    test('split: another program finds the refresh token by service and account, and no access token', async () => {
      const { host, shelf } = machine('split');
      await saveLogin(host, shelf, saved);
      expect(JSON.parse(lookup(shelf, 'refresh') ?? '')).toEqual({
        profile: 'work',
        origin: 'https://a.example',
        client_id: 'c',
        refresh_token: 'refresh-öf-ada',
      });
      expect(lookup(shelf, 'access')).toBeUndefined();
      expect((await loadRenewal(host, shelf))?.refreshToken.reveal()).toBe('refresh-öf-ada');
      expect(await removeLogin(host, shelf)).toContain('the refresh token in the keychain');
      expect(lookup(shelf, 'refresh')).toBeUndefined();
    });

    test('keychain: both tokens are there, and nothing on the disk', async () => {
      const { host, shelf } = machine('keychain');
      await saveLogin(host, shelf, saved);
      expect(JSON.parse(lookup(shelf, 'access') ?? '')).toMatchObject({
        access_token: 'access-of-ada',
      });
      expect(await host.files.list(shelf.configDir)).toEqual([]);
      expect((await loadLogin(host, shelf))?.expiresAt).toBe(1_800_000_000);
      await removeLogin(host, shelf);
      expect([lookup(shelf, 'refresh'), lookup(shelf, 'access')]).toEqual([undefined, undefined]);
    });

    test('E66: an item that somebody removed is named, and is not "not signed in"', async () => {
      const { host, shelf } = machine('split');
      await saveLogin(host, shelf, saved);
      run('secret-tool', 'clear', ...attributes(shelf, 'refresh'));
      await expect(loadRenewal(host, shelf)).rejects.toMatchObject({
        code: 'keychain',
        message: expect.stringContaining('is gone'),
      });
    });

    // Last: without a display nobody can unlock the collection again.
    test('E66: a locked collection is named, by the probe, a refresh, a save and a logout', async () => {
      const { host, shelf } = machine('split');
      await saveLogin(host, shelf, saved);
      lock();
      const locked = { code: 'keychain', message: expect.stringContaining('is locked') };
      await expect(chooseBackend(host)).rejects.toMatchObject(locked);
      await expect(loadRenewal(host, shelf)).rejects.toMatchObject(locked);
      await expect(saveLogin(host, shelf, saved)).rejects.toMatchObject(locked);
      expect((await loadLogin(host, shelf))?.accessToken.reveal()).toBe('access-of-ada');
      await expect(removeLogin(host, shelf)).rejects.toMatchObject(locked);
    });
  },
);
