import { describe, expect, test } from 'vitest';
import { run as logout } from '../../src/commands/auth/logout.js';
import { run as whoami } from '../../src/commands/whoami.js';
import { AntError } from '../../src/errors.js';
import type { HttpRequest, HttpResponse } from '../../src/host.js';
import { NOON } from '../support/host.js';
import { PLATFORM, person, shelf, signedIn } from './auth-support.js';
import { credentialsPath, DIR, hostWith, WORKLOAD } from './profile-support.js';

const ENDPOINT = `${PLATFORM}/v1/oauth/revoke`;
const UNREVOKED = `${DIR}/unrevoked.json`;

const answer = (status: number, body: object = {}): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A platform whose revocation endpoint answers so. */
function offering(revoke: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>) {
  return async (request: HttpRequest) => {
    if (request.method === 'POST') return revoke(request);
    return answer(200, { issuer: PLATFORM, revocation_endpoint: ENDPOINT });
  };
}

const slow = (): Promise<HttpResponse> => {
  throw new AntError('network', 'api.anthropic.com did not answer within 3 seconds');
};

describe('a platform that revokes tokens', () => {
  test.each(['split', 'keychain', 'file'] as const)(
    'is asked to revoke both tokens of a login kept in %s before they are deleted',
    async (backend) => {
      const host = await signedIn(backend, { http: offering(() => answer(200)) });
      const { value, text, exitCode } = await logout(host, {});
      expect(exitCode).toBe(0);
      expect(value).toMatchObject({ revoked: true, forgotten: [{ revocation: 'revoked' }] });
      expect(text()).toContain('revoked');
      const bodies = host.sent
        .slice(1)
        .map(({ url, body }) => [url, new URLSearchParams(body).get('token')]);
      expect(bodies).toEqual([
        [ENDPOINT, 'refresh-for-a-test'],
        [ENDPOINT, 'access-for-a-test'],
      ]);
      expect(host.vault.items.size).toBe(0);
      expect(host.disk.has(credentialsPath('work'))).toBe(false);
      expect(host.disk.has(UNREVOKED)).toBe(false);
    },
  );

  test('E71: is the one that issued them, whatever the profile and the variables say', async () => {
    const host = await signedIn('file', {
      profile: { base_url: 'https://evil.example' },
      env: { ANTHROPIC_BASE_URL: 'https://evil.example' },
      http: offering(() => answer(200)),
    });
    await logout(host, {});
    expect(host.sent.every(({ url }) => new URL(url).origin === PLATFORM)).toBe(true);
  });

  test.each<[string, Parameters<typeof offering>[0], number]>([
    ['absent after all', () => answer(404), 4],
    ['a no (400)', () => answer(400, { error: 'unsupported_token_type' }), 4],
    ['busy (503)', () => answer(503), 5],
    ['too slow', slow, 5],
  ])(
    'E40: an endpoint that is %s: deleted here, remembered, never called revoked, exit %i',
    async (_story, revoke, exit) => {
      const host = await signedIn('split', { http: offering(revoke) });
      const { value, text, exitCode } = await logout(host, {});
      expect(exitCode).toBe(exit);
      expect(value).toMatchObject({ revoked: false, forgotten: [{ revocation: 'failed' }] });
      expect(text()).toMatch(/NOT revoked: .*\n.*until 2026-11-22 13:00 UTC/);
      expect(text()).not.toMatch(/(platform|was) revoked/);
      expect(host.vault.items.size).toBe(0);
      expect(host.disk.has(credentialsPath('work'))).toBe(false);
      expect(host.disk.get(UNREVOKED)?.mode).toBe(0o600);
      expect(host.json(UNREVOKED).unrevoked).toMatchObject([
        { profile: 'work', at: NOON, origin: PLATFORM, until: NOON + 30 * 86_400 },
      ]);
      expect(host.disk.get(UNREVOKED)?.text).not.toContain('for-a-test');
      await whoami(host, {});
      expect(host.said.join()).toContain('not revoked');
    },
  );

  test('E40: a login that outlives its logout is remembered through the next one, of all', async () => {
    const host = await signedIn('file', { http: offering(() => answer(503)) });
    expect((await logout(host, { all: true })).exitCode).toBe(5);
    await logout(host, { all: true });
    expect(host.json(UNREVOKED).unrevoked).toHaveLength(1);
  });

  test('E40 E63: that nothing can remember it does not keep the login here', async () => {
    const host = await signedIn('file', { http: offering(() => answer(503)) });
    const write: typeof host.files.write = async (path, text, options) => {
      if (path === UNREVOKED) throw new AntError('file', 'the disk is full');
      return host.files.write(path, text, options);
    };
    const full = { ...host, files: { ...host.files, write } };
    expect((await logout(full, {})).exitCode).toBe(5);
    expect(host.said.join()).toContain('the disk is full');
    expect(host.disk.has(credentialsPath('work'))).toBe(false);
  });

  test('Ctrl-C while it is asked deletes nothing', async () => {
    const stop = () => {
      throw new AntError('interrupted', 'interrupted');
    };
    const host = await signedIn('file', { http: offering(stop) });
    await expect(logout(host, {})).rejects.toMatchObject({ code: 'interrupted' });
    expect(host.disk.has(credentialsPath('work'))).toBe(true);
  });
});

describe('a platform that does not', () => {
  test('is called so, with the time until which a copy works, and that is no failure', async () => {
    const host = await signedIn('file', { http: async () => answer(404) });
    const { text, exitCode, value } = await logout(host, {});
    expect(exitCode).toBe(0);
    expect(text()).toMatch(/cannot revoke a token.*until 2026-11-22 13:00 UTC/);
    expect(value).toMatchObject({ revoked: false, forgotten: [{ lives_until: NOON + 3600 }] });
    expect(host.disk.has(UNREVOKED)).toBe(false);
  });

  test('and cannot be reached, may yet be one that does: exit 5', async () => {
    const host = await signedIn('file', { http: slow });
    const { exitCode, text } = await logout(host, {});
    expect(exitCode).toBe(5);
    expect(text()).toContain('NOT revoked');
    expect(host.disk.has(credentialsPath('work'))).toBe(false);
  });

  test('--local does not speak to it', async () => {
    const host = await signedIn('file');
    const { exitCode, text } = await logout(host, { local: true });
    expect([exitCode, host.sent]).toEqual([0, []]);
    expect(text()).toContain('was not asked');
    expect(host.disk.has(UNREVOKED)).toBe(false);
  });

  test('a federated token is never sent to be revoked: there is no such thing', async () => {
    const token = JSON.stringify({ access_token: 'a', expires_at: NOON + 60 });
    const host = hostWith({ ci: WORKLOAD }, { disk: { [credentialsPath('ci')]: token } });
    const { text, exitCode } = await logout(host, { profile: 'ci' });
    expect([exitCode, host.sent]).toEqual([0, []]);
    expect(text()).toContain('cannot revoke');
  });
});

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
      const host = await signedIn(backend, { http: offering(() => answer(200)) });
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
