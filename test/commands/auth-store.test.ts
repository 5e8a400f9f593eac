import { describe, expect, test } from 'vitest';
import { run as print } from '../../src/commands/auth/print-credentials.js';
import { run as refresh } from '../../src/commands/auth/refresh.js';
import { run as move } from '../../src/commands/auth/store-move.js';
import { run as show } from '../../src/commands/auth/store-show.js';
import { run as trust } from '../../src/commands/auth/trust.js';
import type { Backend } from '../../src/store/login.js';
import { rememberUnrevoked } from '../../src/store/unrevoked.js';
import { NOON } from '../support/host.js';
import { BOTH, PLATFORM, person, shelf, signedIn, tokens } from './auth-support.js';
import { credentialsPath, DIR, hostWith, WORKLOAD } from './profile-support.js';

const RENEWED = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"access_token":"renewed","expires_in":3600}',
};

const BACKENDS: readonly Backend[] = ['split', 'keychain', 'file'];

describe('auth store move', () => {
  test.each(BACKENDS.flatMap((from) => BACKENDS.map((to) => [from, to] as const)))(
    'from %s to %s: the profile leads to the same login, and carries a client id only beside a refresh token',
    async (from, to) => {
      const host = await signedIn(from, { profile: { later: { kept: true } } });
      const { value } = await move(host, { backend: to });
      expect(value).toEqual({ schema_version: 1, profile: 'work', from, to });
      expect(await tokens(host, to)).toEqual(BOTH);
      expect(host.config('work')).toEqual(person(to, { later: { kept: true } }));
    },
  );

  test('a profile whose own key another tool dropped is taken for what it looks like', async () => {
    const host = await signedIn('split');
    host.disk.set(`${DIR}/configs/work.json`, {
      ...(host.disk.get(`${DIR}/configs/work.json`) ?? expect.fail()),
      text: JSON.stringify({ authentication: { type: 'user_oauth' } }),
    });
    expect((await move(host, { backend: 'file' })).value).toMatchObject({ from: 'split' });
    expect(await tokens(host, 'file')).toEqual(BOTH);
  });

  test('a profile that lost the key which says "in the keychain" is signed in all the same', async () => {
    const host = await signedIn('keychain', { http: async () => RENEWED });
    const path = `${DIR}/configs/work.json`;
    const entry = host.disk.get(path) ?? expect.fail('there is no profile');
    const text = JSON.stringify({ authentication: { type: 'user_oauth' } });
    host.disk.set(path, { ...entry, text });
    expect((await print(host, { 'access-token': true })).text()).toBe('access-for-a-test\n');
    await trust(host, { origin: 'https://gateway.example', yes: true });
    expect((await trust(host, { origin: undefined })).text()).toContain('gateway');
    await refresh(host, { force: true });
    expect(await tokens(host, 'split')).toEqual(['renewed', 'refresh-for-a-test']);
  });

  test('what is moved is the profile that was meant, whichever is activated meanwhile', async () => {
    const host = await signedIn('file');
    const other = `${DIR}/configs/other.json`;
    await host.files.write(other, JSON.stringify(person('file')), {
      mode: 0o644,
      directoryMode: 0o755,
    });
    const publish: typeof host.locks.publish = async (path, text) => {
      await host.files.write(`${DIR}/active_config`, 'other', {
        mode: 0o644,
        directoryMode: 0o755,
      });
      return host.locks.publish(path, text);
    };
    await move({ ...host, locks: { ...host.locks, publish } }, { backend: 'split' });
    expect(host.config('work')).toEqual(person('split'));
    expect(host.config('other')).toEqual(person('file'));
  });

  test('E68: moving to where it is already settles a conflict in favour of the later login', async () => {
    const host = await signedIn('split');
    const path = credentialsPath('work');
    const later = { access_token: 'access-of-bob', refresh_token: 'refresh-of-bob' };
    await host.files.write(path, JSON.stringify(later), { mode: 0o600, directoryMode: 0o700 });
    expect((await show(host, { action: undefined })).text()).toContain(
      'ant auth store move split --profile work',
    );
    await move(host, { backend: 'split' });
    expect(await tokens(host, 'split')).toEqual(['access-of-bob', 'refresh-of-bob']);
    expect(host.json(path)).not.toHaveProperty('refresh_token');
    expect((await show(host, { action: undefined })).text()).not.toContain('!');
  });

  test.each(['absent', 'locked', 'denied', 'hung', 'failed'] as const)(
    'E66: a keychain that is %s changes nothing',
    async (state) => {
      const host = await signedIn('file');
      const before = host.json(credentialsPath('work'));
      host.vault.state = state;
      await expect(move(host, { backend: 'split' })).rejects.toMatchObject({ code: 'keychain' });
      expect(host.json(credentialsPath('work'))).toEqual(before);
      expect(host.config('work')).toEqual(person('file'));
    },
  );

  test('E66: a keychain that stops answering before the old place is cleared is named, and the login works', async () => {
    const host = await signedIn('split');
    const remove = async () => ({ state: 'hung', because: 'it hung' }) as const;
    const stuck = { ...host, keychain: { ...host.keychain, remove } };
    await expect(move(stuck, { backend: 'file' })).rejects.toMatchObject({
      code: 'keychain',
      message: expect.stringContaining('not cleared'),
      hint: expect.stringContaining('ant auth store move file --profile work'),
    });
    expect(await tokens(host, 'file')).toEqual(BOTH);
    await move(host, { backend: 'file' });
    expect(host.vault.items.size).toBe(0);
  });

  test('a workload’s token stays where the SDKs read it', async () => {
    const host = hostWith({ ci: WORKLOAD });
    await expect(move(host, { profile: 'ci', backend: 'keychain' })).rejects.toMatchObject({
      code: 'usage',
    });
  });

  test('nobody signed in: there is nothing to move', async () => {
    const host = hostWith({ work: person('file') });
    await expect(move(host, { profile: 'work', backend: 'split' })).rejects.toMatchObject({
      code: 'no-credential',
    });
  });
});

describe('auth store show', () => {
  test('says of every profile where its tokens are, and never one of them', async () => {
    const host = await signedIn('split');
    await host.files.write(`${DIR}/configs/broken.json`, '{', {
      mode: 0o644,
      directoryMode: 0o755,
    });
    await host.files.write(`${DIR}/configs/out.json`, JSON.stringify(person('file')), {
      mode: 0o644,
      directoryMode: 0o755,
    });
    const { text, value } = await show(host, { action: undefined });
    expect(text()).toContain('broken  unreadable');
    expect(text()).toContain('out  file  no login');
    expect(text()).toMatch(
      /work {2}split\n.*access token .*work\.json: found\n.*refresh token {2}the keychain: found/,
    );
    expect(text()).toContain(`belongs to ${PLATFORM}`);
    expect(value).toMatchObject({
      schema_version: 1,
      profiles: [
        { profile: 'broken', because: expect.stringContaining('not a JSON object') },
        { profile: 'out', store: 'file' },
        { profile: 'work', store: 'split', origin: PLATFORM, expires_at: NOON + 3600 },
      ],
    });
    expect(`${text()}${JSON.stringify(value)}`).not.toContain('for-a-test');
  });

  test('of one profile, when it is named; a name without a profile is an error', async () => {
    const host = await signedIn('file');
    expect((await show(host, { profile: 'work', action: 'show' })).value).toMatchObject({
      profiles: [{ profile: 'work' }],
    });
    await expect(show(host, { profile: 'gone', action: undefined })).rejects.toMatchObject({
      code: 'no-credential',
    });
  });

  test('E40: shows what lives on after a logout, until it cannot any more', async () => {
    const host = hostWith({});
    await rememberUnrevoked(host, DIR, {
      profile: 'work',
      at: NOON,
      origin: PLATFORM,
      tokenHash: 'abc',
      until: NOON + 60,
      because: 'HTTP 503',
    });
    expect((await show(host, { action: undefined })).text()).toMatch(/not revoked.*"work".*503/);
    expect((await show(host, { action: undefined })).value).toMatchObject({
      unrevoked: [{ token_sha256: 'abc' }],
    });
    host.pass(61);
    expect((await show(host, { action: undefined })).text()).toContain('no profiles');
  });

  test('on a machine with nothing it says how to begin', async () => {
    expect((await show(hostWith({}), { action: undefined })).text()).toContain('ant auth login');
  });

  test('waits for nobody: a shelf is looked at without its lock', async () => {
    const host = await signedIn('file');
    const publish = async () => expect.fail('a lock was taken');
    await show({ ...host, locks: { ...host.locks, publish } }, { action: undefined });
    expect(shelf('file').profile).toBe('work');
  });
});
