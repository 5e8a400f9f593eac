import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Host } from '../../src/host.js';
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

    function machine(backend: Backend, platform: Host['platform'] = 'linux') {
      const real = realKeychain({ env: keyring.env, helper: keychainHelper(), limit: 10_000 });
      const calls = { gets: 0 };
      const get: typeof real.get = (account) => {
        calls.gets += 1;
        return real.get(account);
      };
      const keychain = { ...real, get };
      const user = process.geteuid?.() ?? 0;
      const host = fakeHost({ files: realFiles({}), user, keychain, platform });
      return { host, shelf: { configDir: tempDir(), profile: 'work', backend }, calls };
    }

    function attributes(shelf: Shelf): readonly string[] {
      return ['service', 'ant-auth', 'account', itemAccount(shelf)];
    }

    /** What `secret-tool` finds: another program's view of the same item. */
    function lookup(shelf: Shelf): string | undefined {
      try {
        return run('secret-tool', 'lookup', ...attributes(shelf));
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
      expect(JSON.parse(lookup(shelf) ?? '')).toEqual({
        profile: 'work',
        origin: 'https://a.example',
        client_id: 'c',
        refresh_token: 'refresh-öf-ada',
      });
      expect((await loadRenewal(host, shelf))?.refreshToken.reveal()).toBe('refresh-öf-ada');
      expect(await removeLogin(host, shelf)).toContain('the keychain item');
      expect(lookup(shelf)).toBeUndefined();
    });

    test('keychain: both tokens are there, and on the disk only where the locks are', async () => {
      const { host, shelf } = machine('keychain');
      await saveLogin(host, shelf, saved);
      expect(JSON.parse(lookup(shelf) ?? '')).toMatchObject({
        access_token: 'access-of-ada',
        refresh_token: 'refresh-öf-ada',
      });
      expect(await host.files.list(shelf.configDir)).toEqual(['locks']);
      expect((await loadLogin(host, shelf))?.expiresAt).toBe(1_800_000_000);
      await removeLogin(host, shelf);
      expect(lookup(shelf)).toBeUndefined();
    });

    test('keychain: a process reads both tokens with one call, and another writer’s with one more', async () => {
      const { host, shelf, calls } = machine('keychain');
      await saveLogin(host, shelf, saved);
      calls.gets = 0;
      const look = async () => [
        (await loadLogin(host, shelf))?.accessToken.reveal(),
        (await loadRenewal(host, shelf))?.refreshToken.reveal(),
      ];
      expect([await look(), await look()]).toEqual([
        ['access-of-ada', 'refresh-öf-ada'],
        ['access-of-ada', 'refresh-öf-ada'],
      ]);
      expect(calls.gets).toBe(1);
      const login = { ...saved.login, accessToken: new Secret('access-of-bob') };
      await saveLogin(machine('keychain').host, shelf, { ...saved, login });
      expect(await look()).toEqual(['access-of-bob', 'refresh-öf-ada']);
      expect(calls.gets).toBe(2);
    });

    test('E67: with Windows’ limit, long tokens rest in items of at most 2,560 bytes, and none stays behind', async () => {
      const { host, shelf } = machine('keychain', 'win32');
      const long = { ...saved.login, accessToken: new Secret('x'.repeat(6000)) };
      const inKeychain = () => run('secret-tool', 'search', '--all', 'service', 'ant-auth');
      await saveLogin(host, shelf, { ...saved, login: long });
      expect((await loadLogin(host, shelf))?.accessToken.reveal()).toBe('x'.repeat(6000));
      const lengths = [...inKeychain().matchAll(/^secret = (.*)$/gm)].map(
        ([, its = '']) => its.length,
      );
      expect(lengths.filter((length) => length === 2560)).toHaveLength(2);
      expect(Math.max(...lengths)).toBe(2560);
      await removeLogin(host, shelf);
      expect(inKeychain()).not.toContain('xxx');
    });

    test('E66: an item that somebody removed is named, and is not "not signed in"', async () => {
      const { host, shelf } = machine('split');
      await saveLogin(host, shelf, saved);
      run('secret-tool', 'clear', ...attributes(shelf));
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
