import { describe, expect, test } from 'vitest';
import { run as logout } from '../../src/commands/auth/logout.js';
import { run as whoami } from '../../src/commands/whoami/whoami.js';
import { AntError } from '../../src/errors.js';
import type { HttpRequest, HttpResponse } from '../../src/host.js';
import { NOON } from '../support/host.js';
import { PLATFORM, person, signedIn } from './auth-support.js';
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
    'is asked to revoke both tokens of a login kept in %s when they are deleted',
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

  test('is asked when the login is gone from here and its lock is free again', async () => {
    const places: (readonly string[])[] = [];
    const host = await signedIn('split', {
      http: offering(() => {
        const locked = [...host.disk].filter(
          ([path, { text }]) =>
            path.endsWith('credentials.lock') || (path.includes('/g.') && !/released/.test(text)),
        );
        places.push(locked.map(([path]) => path));
        expect(host.disk.has(credentialsPath('work'))).toBe(false);
        expect(host.json(UNREVOKED).unrevoked).toMatchObject([
          { because: 'the logout was cut short' },
        ]);
        return answer(200);
      }),
    });
    expect((await logout(host, {})).exitCode).toBe(0);
    expect(places).toEqual([[], []]);
    expect(host.disk.has(UNREVOKED)).toBe(false);
  });

  test('E40: Ctrl-C while it is asked: deleted here, and remembered as not revoked', async () => {
    const stop = () => {
      throw new AntError('interrupted', 'interrupted');
    };
    const host = await signedIn('file', { http: offering(stop) });
    await expect(logout(host, {})).rejects.toMatchObject({ code: 'interrupted' });
    expect(host.disk.has(credentialsPath('work'))).toBe(false);
    expect(host.json(UNREVOKED).unrevoked).toMatchObject([
      { profile: 'work', because: 'the logout was cut short' },
    ]);
  });

  test('E40: is asked also where another tool has deleted the access token alone', async () => {
    const host = await signedIn('split', { http: offering(() => answer(503)) });
    host.disk.delete(credentialsPath('work'));
    const { value, text, exitCode } = await logout(host, {});
    expect(exitCode).toBe(5);
    expect(value).toMatchObject({ forgotten: [{ revocation: 'failed' }] });
    expect(text()).toMatch(/NOT revoked/);
    expect(host.json(UNREVOKED).unrevoked).toHaveLength(1);
    const kinds = host.sent.map(({ body }) => new URLSearchParams(body).get('token'));
    expect(kinds).toEqual([null, 'refresh-for-a-test']);
  });

  test('E66: is asked at the second attempt, where the keychain was locked at the first', async () => {
    const host = await signedIn('split', { http: offering(() => answer(200)) });
    host.vault.state = 'locked';
    await expect(logout(host, {})).rejects.toMatchObject({ code: 'keychain' });
    host.vault.state = 'ok';
    expect((await logout(host, {})).value).toMatchObject({ revoked: true });
    expect(host.vault.items.size).toBe(0);
  });

  test('E66: is asked also when a part could not be deleted here, and that is the error', async () => {
    const host = await signedIn('split', { http: offering(() => answer(200)) });
    const remove = async () => ({ state: 'hung', because: 'it hung' }) as const;
    const stuck = { ...host, keychain: { ...host.keychain, remove } };
    await expect(logout(stuck, {})).rejects.toMatchObject({ code: 'keychain' });
    expect(host.sent.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
    expect(host.disk.has(UNREVOKED)).toBe(false);
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

test.each([
  [{ profile: 'wrok' }, ['ant: warning: there is no profile "wrok"; did you mean "work"?']],
  [
    { profile: 'quite-another' },
    ['ant: warning: there is no profile "quite-another"; list them with: ant profile list'],
  ],
  [{ profile: 'work' }, []],
  [{}, []],
])('a name that was mistyped does not pass for a login that is gone: %j', async (typed, said) => {
  const host = hostWith({ work: person('file') });
  expect((await logout(host, typed)).exitCode).toBe(0);
  expect(host.said).toEqual(said);
});
