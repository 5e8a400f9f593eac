import { describe, expect, test } from 'vitest';
import { run as print } from '../../src/commands/auth/print-credentials.js';
import { run as refresh } from '../../src/commands/auth/refresh.js';
import { run as exec } from '../../src/commands/exec/exec.js';
import { run as whoami } from '../../src/commands/whoami/whoami.js';
import type { Host, HttpRequest, HttpResponse } from '../../src/host.js';
import { Secret } from '../../src/secret.js';
import { saveLogin } from '../../src/store/store.js';
import { NOON } from '../support/host.js';
import { LOGIN, RENEWAL, shelf, signedIn } from './auth-support.js';

/** A platform that renews, and that knows everyone. */
async function platform({ url }: HttpRequest): Promise<HttpResponse> {
  const headers = { 'content-type': 'application/json', 'anthropic-organization-id': 'org-1' };
  const grant = { access_token: 'new-access', refresh_token: 'new-refresh', expires_in: 3600 };
  const body = url.includes('/oauth/token') ? grant : { data: [] };
  return { status: 200, headers, body: JSON.stringify(body) };
}

/**
 * A machine whose keychain counts: how often it was asked for something, not counting the look at what
 * has just been put into it.
 */
async function counting(expiresIn: number, keptIn: 'split' | 'keychain') {
  const machine = await signedIn(keptIn, {
    http: platform,
    attached: {
      directory: async () => ({ path: '/run/lent', remove: async () => undefined }),
      run: async () => ({ exitCode: 0, followSuit: () => undefined }),
    },
  });
  const expiresAt = NOON + expiresIn;
  await saveLogin(machine, shelf(keptIn), { login: { ...LOGIN, expiresAt }, renewal: RENEWAL });
  const counted = { gets: 0 };
  let justSet: string | undefined;
  const keychain: Host['keychain'] = {
    ...machine.keychain,
    get: (account) => {
      if (account !== justSet) counted.gets += 1;
      justSet = undefined;
      return machine.keychain.get(account);
    },
    set: (account, secret) => {
      justSet = account;
      return machine.keychain.set(account, secret);
    },
  };
  return { host: { ...machine, keychain }, counted };
}

const COMMANDS: readonly (readonly [string, (host: Host) => Promise<unknown>])[] = [
  ['print-credentials', (host) => print(host, {})],
  ['print-credentials --access-token', (host) => print(host, { 'access-token': true })],
  ['refresh', (host) => refresh(host, {})],
  ['refresh --force', (host) => refresh(host, { force: true })],
  ['whoami', (host) => whoami(host, {})],
  ['whoami --verify', (host) => whoami(host, { verify: true })],
  ['exec', (host) => exec(host, { command: ['program'] })],
];

describe.each([
  ['fresh', 3600],
  ['expired', -1],
])('with an access token that is %s, a command reads the keychain at most once', (_, seconds) => {
  test.each(COMMANDS)('keychain: %s', async (_words, command) => {
    const { host, counted } = await counting(seconds, 'keychain');
    await command(host);
    expect(counted.gets).toBe(1);
  });

  test.each(COMMANDS)('split: %s', async (words, command) => {
    const { host, counted } = await counting(seconds, 'split');
    await command(host);
    const renews = words === 'refresh --force' || (seconds < 0 && words !== 'whoami');
    expect(counted.gets).toBe(renews ? 1 : 0);
  });
});

test('a login that another process renewed first is read a second time, and not renewed again', async () => {
  const { host, counted } = await counting(-1, 'keychain');
  const publish: typeof host.locks.publish = async (path, text) => {
    const renewed = { accessToken: new Secret('of-the-other'), expiresAt: NOON + 3600 };
    await saveLogin({ ...host, keychain: { ...host.keychain } }, shelf('keychain'), {
      login: renewed,
      renewal: { ...RENEWAL, refreshToken: new Secret('refresh-of-the-other') },
    });
    return host.locks.publish(path, text);
  };
  const answer = await print({ ...host, locks: { ...host.locks, publish } }, {});
  expect(answer.text()).toContain('of-the-other');
  expect(counted.gets).toBe(2);
  expect(host.sent).toEqual([]);
});
