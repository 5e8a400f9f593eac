import { describe, expect, test } from 'vitest';
import { run as logout } from '../../src/commands/auth/logout.js';
import { person, shelf, signedIn } from './auth-support.js';
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
