import { describe, expect, test } from 'vitest';
import { run as logout } from '../../src/commands/auth/logout.js';
import { saveLogin } from '../../src/store/store.js';
import { LOGIN, person, RENEWAL, shelf, signedIn } from './auth-support.js';
import { credentialsPath, DIR, hostWith } from './profile-support.js';

describe('what is deleted', () => {
  test('E64: copies of corrupt files go with the login, for they may hold a token', async () => {
    const path = credentialsPath('work');
    const host = await signedIn('file', { disk: { [`${path}.corrupt-1`]: 'half a token' } });
    const { text } = await logout(host, { local: true });
    expect(text()).toContain('corrupt-1');
    expect([...host.disk.keys()].filter((key) => key.startsWith(path))).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, object | string>>, string]>([
    ['a corrupt file', { work: person('file') }, 'not JSON'],
    ['a file without a profile', {}, '{"access_token":"a"}'],
    ['a file of a corrupt profile', { work: '{' }, '{"access_token":"a"}'],
  ])(
    'E64: %s can be logged out of, and is not called revoked: exit 6',
    async (_, profiles, text) => {
      const machine = () => hostWith(profiles, { disk: { [credentialsPath('work')]: text } });
      const host = machine();
      const gone = await logout(host, { profile: 'work' });
      expect([gone.exitCode, host.sent]).toEqual([6, []]);
      expect(gone.text()).toContain('NOT revoked, because it could not be read');
      expect(host.disk.has(credentialsPath('work'))).toBe(false);
      const local = await logout(machine(), { profile: 'work', local: true });
      expect(local.exitCode).toBe(0);
      expect(local.text()).toContain('was not asked');
    },
  );

  test.each(['split', 'keychain'] as const)(
    'E66: a %s login of which a part could not be read is never called revoked',
    async (backend) => {
      const host = await signedIn(backend, {});
      const get = async () => ({ state: 'hung', because: 'it hung' }) as const;
      const slowKeychain = { ...host, keychain: { ...host.keychain, get } };
      const { exitCode, text, value } = await logout(slowKeychain, {});
      expect([exitCode, host.sent]).toEqual([6, []]);
      expect(text()).toContain('NOT revoked');
      expect(value).toMatchObject({ revoked: false });
      expect(host.vault.items.size).toBe(0);
    },
  );

  test('--all beside the name of one profile deletes nothing: which is meant?', async () => {
    const host = await signedIn('file');
    const both = logout(host, { all: true, profile: 'work' });
    await expect(both).rejects.toMatchObject({ code: 'usage' });
    expect(host.disk.has(credentialsPath('work'))).toBe(true);
  });

  test('--all leaves neither caches of federation nor locks behind', async () => {
    const disk = {
      [`${DIR}/credentials/federation/abc.json`]: 'cached',
      [`${DIR}/credentials/federation-token.json`]: 'cached',
      [`${DIR}/locks/profile/gone/g.3`]: '{}',
    };
    const host = await signedIn('file', { disk });
    await logout(host, { all: true, local: true });
    const left = [...host.disk.keys()].filter((path) =>
      /\/(credentials|locks|configs)\//.test(path),
    );
    expect(left).toEqual([]);
  });

  test('E66: --all forgets what it can where the keychain keeps one, which it names: run again, it ends it', async () => {
    const host = await signedIn('split');
    const path = `${DIR}/configs/zoe.json`;
    await host.files.write(path, JSON.stringify(person('file')), {
      mode: 0o644,
      directoryMode: 0o755,
    });
    await saveLogin(host, shelf('file', 'zoe'), { login: LOGIN, renewal: RENEWAL });
    const remove = async () => ({ state: 'hung', because: 'it hung' }) as const;
    const stuck = { ...host, keychain: { ...host.keychain, remove } };
    await expect(logout(stuck, { all: true, local: true })).rejects.toMatchObject({
      code: 'keychain',
      message: expect.stringMatching(/"work".*not answering/),
    });
    expect(host.said.join()).toContain('forgot the login of profile "zoe"');
    expect([path, credentialsPath('zoe')].filter((each) => host.disk.has(each))).toEqual([]);
    expect((await logout(host, { all: true, local: true })).exitCode).toBe(0);
    expect([host.vault.items.size, host.config('work')]).toEqual([0, null]);
  });

  test('E40: --all does not pass over a login that no profile leads to', async () => {
    const disk = { [credentialsPath('gone')]: '{"access_token":"a"}' };
    const host = await signedIn('file', {
      disk,
      http: async () => ({ status: 404, headers: {}, body: '' }),
    });
    const { exitCode, value, text } = await logout(host, { all: true });
    expect([exitCode, host.disk.has(credentialsPath('gone'))]).toEqual([6, false]);
    expect(value).toMatchObject({ revoked: false });
    expect(text()).toContain('"gone"');
  });

  test('a login under renewal is waited for', async () => {
    const host = await signedIn(shelf('file').backend);
    let held = false;
    const publish: typeof host.locks.publish = async (path, text) => {
      held ||= path.includes('/locks/profile/work/');
      return host.locks.publish(path, text);
    };
    await logout({ ...host, locks: { ...host.locks, publish } }, { local: true });
    expect(held).toBe(true);
  });

  test('on a machine with nothing, nothing is made', async () => {
    const host = hostWith({});
    const before = [...host.disk.keys()];
    expect((await logout(host, {})).text()).toContain('was not signed in');
    expect([...host.disk.keys()]).toEqual(before);
  });
});
