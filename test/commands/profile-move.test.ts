import { describe, expect, it } from 'vitest';
import { run as remove } from '../../src/commands/profile/delete.js';
import { run as rename } from '../../src/commands/profile/rename.js';
import { withLoginLock } from '../../src/lock/with-login-lock.js';
import { saveProfile } from '../../src/profiles/files.js';
import { Secret } from '../../src/secret.js';
import type { Shelf } from '../../src/store/login.js';
import { loadLogin, loadRenewal, saveLogin } from '../../src/store/store.js';
import { configPath, credentialsPath, DIR, hostWith, PERSON, WORKLOAD } from './profile-support.js';

const ACTIVE = `${DIR}/active_config`;
const LOGIN = { accessToken: new Secret('access-for-a-test'), expiresAt: 2_000_000_000 };
const RENEWAL = {
  refreshToken: new Secret('refresh-for-a-test'),
  clientId: 'client',
  origin: 'https://api.anthropic.com',
};
const shelf = (profile: string, backend: Shelf['backend']): Shelf => ({
  configDir: DIR,
  profile,
  backend,
});
const stored = (backend: Shelf['backend']) => ({
  authentication: { type: 'user_oauth' },
  ant: { store: backend },
});

describe('profile rename', () => {
  it.each(['split', 'keychain', 'file'] as const)(
    'moves a login kept in the %s store',
    async (backend) => {
      const host = hostWith({ old: stored(backend) }, { disk: { [ACTIVE]: 'old\n' } });
      await saveLogin(host, shelf('old', backend), { login: LOGIN, renewal: RENEWAL });
      const answer = await rename(host, { from: 'old', to: 'new' });
      expect(answer.value).toMatchObject({ from: 'old', to: 'new', login_moved: true });
      const login = await loadLogin(host, shelf('new', backend));
      expect(login?.accessToken.reveal()).toBe('access-for-a-test');
      const renewal = await loadRenewal(host, shelf('new', backend));
      expect(renewal?.refreshToken.reveal()).toBe('refresh-for-a-test');
      expect(host.disk.get(ACTIVE)?.text).toBe('new\n');
      expect(host.config('new')).toEqual(stored(backend));
      expect(host.disk.has(configPath('old'))).toBe(false);
      expect(host.disk.has(credentialsPath('old'))).toBe(false);
      expect([...host.vault.items.keys()].filter((account) => account.startsWith('old'))).toEqual(
        [],
      );
    },
  );

  it.each([
    ['rename', (host: Parameters<typeof rename>[0]) => rename(host, { from: 'old', to: 'new' })],
    ['delete', (host: Parameters<typeof remove>[0]) => remove(host, { name: 'old', yes: true })],
  ])('E35: a %s waits for the renewal of that login which is under way', async (_, change) => {
    const host = hostWith({ old: stored('file') });
    await saveLogin(host, shelf('old', 'file'), { login: LOGIN, renewal: RENEWAL });
    let changed: Promise<unknown> = Promise.resolve();
    await withLoginLock(host, { configDir: DIR, profile: 'old' }, async () => {
      changed = change(host);
      // Long enough for whoever does not wait.
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      const renewal = { ...RENEWAL, refreshToken: new Secret('refresh-of-the-renewal') };
      await saveLogin(host, shelf('old', 'file'), { login: LOGIN, renewal });
      expect(host.disk.has(credentialsPath('old'))).toBe(true);
      expect(host.disk.has(configPath('old'))).toBe(true);
    });
    await changed;
    expect(host.disk.has(credentialsPath('old'))).toBe(false);
    const moved = host.disk.get(credentialsPath('new'))?.text;
    expect(moved ?? 'refresh-of-the-renewal').toContain('refresh-of-the-renewal');
  });

  it('E35: a login that was moved to another store while it waited is not left behind', async () => {
    const host = hostWith({ old: stored('file') });
    await saveLogin(host, shelf('old', 'file'), { login: LOGIN, renewal: RENEWAL });
    let renaming: Promise<unknown> = Promise.resolve();
    await withLoginLock(host, { configDir: DIR, profile: 'old' }, async () => {
      renaming = rename(host, { from: 'old', to: 'new' });
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      await saveLogin(host, shelf('old', 'split'), { login: LOGIN, renewal: RENEWAL });
      await saveProfile(host, { path: configPath('old'), raw: stored('split') });
    });
    await renaming;
    const renewal = await loadRenewal(host, shelf('new', 'split'));
    expect(renewal?.refreshToken.reveal()).toBe(RENEWAL.refreshToken.reveal());
    expect(host.config('new')).toEqual(stored('split'));
  });

  it('a profile without a login is renamed as well, and another active one stays', async () => {
    const host = hostWith({ old: PERSON }, { disk: { [ACTIVE]: 'work\n' } });
    expect((await rename(host, { from: 'old', to: 'new' })).value).toMatchObject({
      login_moved: false,
    });
    expect(host.config('new')).toEqual(PERSON);
    expect(host.disk.get(ACTIVE)?.text).toBe('work\n');
  });

  it('the conventional "default" that nobody activated stays in use under its new name', async () => {
    const host = hostWith({ default: PERSON });
    await rename(host, { from: 'default', to: 'work' });
    expect(host.disk.get(ACTIVE)?.text).toBe('work\n');
  });

  it('a login at the profile’s own credentials_path stays where it is', async () => {
    const own = {
      ...PERSON,
      authentication: { ...PERSON.authentication, credentials_path: '/own/c.json' },
    };
    const text = '{"type":"oauth_token","access_token":"for-a-test"}';
    const host = hostWith({ old: own }, { disk: { '/own/c.json': text } });
    await rename(host, { from: 'old', to: 'new' });
    expect(host.disk.get('/own/c.json')?.text).toBe(text);
    expect(host.config('new')).toEqual(own);
  });

  it('a locked keychain stops it before anything is changed', async () => {
    const host = hostWith({ old: stored('split') });
    await saveLogin(host, shelf('old', 'split'), { login: LOGIN, renewal: RENEWAL });
    host.vault.state = 'locked';
    await expect(rename(host, { from: 'old', to: 'new' })).rejects.toMatchObject({
      code: 'keychain',
    });
    expect(host.config('old')).toEqual(stored('split'));
    expect(host.disk.has(configPath('new'))).toBe(false);
  });

  it('never overwrites a profile, or a login left behind under the new name', async () => {
    const disk = {
      [credentialsPath('gone')]: '{"access_token":"left-behind"}',
      [credentialsPath('a')]: '{"access_token":"own"}',
    };
    const host = hostWith({ a: PERSON, b: WORKLOAD }, { disk });
    await expect(rename(host, { from: 'a', to: 'b' })).rejects.toMatchObject({ code: 'usage' });
    await expect(rename(host, { from: 'a', to: 'gone' })).rejects.toMatchObject({
      code: 'usage',
      hint: expect.stringContaining('ant auth logout --profile gone'),
    });
    expect(host.disk.get(credentialsPath('gone'))?.text).toContain('left-behind');
    expect(host.config('a')).toEqual(PERSON);
  });
});

describe('profile delete', () => {
  it('takes the login and the choice of the active one along', async () => {
    const copy = `${credentialsPath('old')}.corrupt-1`;
    const disk = { [ACTIVE]: 'old\n', [copy]: 'half a token' };
    const host = hostWith({ old: stored('split') }, { disk });
    await saveLogin(host, shelf('old', 'split'), { login: LOGIN, renewal: RENEWAL });
    expect((await remove(host, { name: 'old', yes: true })).value).toMatchObject({ deleted: true });
    expect(host.disk.has(configPath('old'))).toBe(false);
    expect(host.disk.has(credentialsPath('old'))).toBe(false);
    expect(host.disk.has(copy)).toBe(false);
    expect(host.disk.has(ACTIVE)).toBe(false);
    expect(host.vault.items.size).toBe(0);
  });

  it.each([
    ['y', true],
    ['YES', true],
    ['n', false],
    ['', false],
  ])('on a terminal, %j to the question means deleted: %s', async (line, deleted) => {
    const host = hostWith({ old: PERSON }, { stdin: `${line}\n`, terminal: { interactive: true } });
    expect((await remove(host, { name: 'old' })).value).toMatchObject({ deleted });
    expect(host.disk.has(configPath('old'))).toBe(!deleted);
  });

  it.each([
    ['nobody is there', false, {}],
    ['--no-input', true, { 'no-input': true }],
    ['--quiet, which would swallow the question', true, { quiet: true }],
  ] as const)('without --yes and with %s it is a usage error', async (_, interactive, input) => {
    const host = hostWith({ old: PERSON }, { stdin: 'y\n', terminal: { interactive } });
    await expect(remove(host, { name: 'old', ...input })).rejects.toMatchObject({
      code: 'usage',
      hint: 'ant profile delete old --yes',
    });
    expect(host.disk.has(configPath('old'))).toBe(true);
  });

  it('a missing profile is an error that asks nothing', async () => {
    await expect(remove(hostWith({}), { name: 'old', yes: true })).rejects.toMatchObject({
      code: 'no-credential',
    });
  });

  it('E64: a file that is not a profile can be deleted', async () => {
    const host = hostWith({ old: '{' });
    await remove(host, { name: 'old', yes: true });
    expect(host.disk.has(configPath('old'))).toBe(false);
  });
});
