import { describe, expect, test } from 'vitest';
import { run as login } from '../../src/commands/auth/login.js';
import { ownRecord } from '../../src/lock/owner.js';
import { tokens } from './auth-support.js';
import { DIR, hostWith } from './profile-support.js';

const WAITING = `${DIR}/locks/login/work`;

/** A machine where a code is pasted at once, and the platform takes it. */
function machine(stdin = 'a-code-that-was-pasted\n'.repeat(2)) {
  const body = JSON.stringify({
    access_token: 'access-for-a-test',
    refresh_token: 'refresh-for-a-test',
    expires_in: 3600,
  });
  const http = async () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body,
  });
  const sleep = (_: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
  return hostWith({}, { http, stdin, sleep });
}

test.each([
  ['https://gateway.example/v1/', 1],
  ['https://api.anthropic.com/', 0],
])(
  'a login at %s, which the profile does not lead to, is said to end there: %i',
  async (typed, lines) => {
    const host = machine();
    await login(host, { profile: 'work' });
    const before = host.config('work');
    await login(host, { profile: 'work', 'base-url': typed });
    expect(host.config('work')).toEqual(before);
    const warned = host.said.filter((line) => line.includes('cannot be renewed'));
    expect(warned).toHaveLength(lines);
    expect(warned.join()).toContain(
      lines === 0 ? '' : `ant profile set base_url ${typed.slice(0, -1)} `,
    );
  },
);

describe('E23: a login of a profile that already waits for its person', () => {
  test('is named by the second one, which opens no second tab and works all the same', async () => {
    const host = machine();
    await host.locks.publish(WAITING, await ownRecord(host));
    await login(host, { profile: 'work' });
    expect(host.opened).toEqual([]);
    expect(host.said.join('\n')).toMatch(/already waiting \(process 4711\).*open this address/s);
    expect((await tokens(host, 'split'))[1]).toBe('refresh-for-a-test');
    expect(host.disk.has(WAITING), 'the first one still waits').toBe(true);
  });

  test.each([
    [{}, 'this one opens no browser'],
    [{ 'no-browser': true }, 'either will do'],
    [{ 'no-browser': true, 'callback-port': 0 }, 'either will do'],
  ] as const)('is named in words that fit what was asked for: %j', async (typed, words) => {
    const host = machine();
    await host.locks.publish(WAITING, await ownRecord(host));
    await login(host, { profile: 'work', ...typed });
    expect(host.said[0]).toBe(
      `ant: note: another login of profile "work" is already waiting (process 4711): ${words}`,
    );
  });

  test.each<[string, object | string]>([
    ['has died', { pid: 4712 }],
    ['was another process of the same pid', { started: '0' }],
    ['was before the machine started again', { boot: 'boot-0' }],
    ['is on another machine', { machine: 'elsewhere' }],
    ['left no readable name', 'half a {'],
  ])('but not one that %s', async (_story, change) => {
    const host = machine();
    const record = typeof change === 'string' ? {} : JSON.parse(await ownRecord(host));
    const text = typeof change === 'string' ? change : JSON.stringify({ ...record, ...change });
    await host.locks.publish(WAITING, text);
    await login(host, { profile: 'work' });
    expect(host.opened).toHaveLength(1);
    expect(host.disk.has(WAITING)).toBe(false);
  });

  test('is not one that ended, well or badly, nor one of another profile', async () => {
    const failing = machine('');
    const ending = login(failing, { profile: 'work', 'no-browser': true });
    await expect(ending).rejects.toMatchObject({ code: 'no-credential' });
    expect(failing.disk.has(WAITING)).toBe(false);
    const host = machine();
    await host.locks.publish(`${DIR}/locks/login/other`, await ownRecord(host));
    await login(host, { profile: 'work' });
    expect(host.opened).toHaveLength(1);
  });
});

test.each([
  ['organization-id', 'acme', '"acme" is no organization_id'],
  ['workspace-id', 'x\u001b[2J', '"x?[2J" is no workspace_id'],
  ['scope', 'user:inference\nuser:profile', '"user:inference?user:profile" is no scope'],
  ['scope', 'a  b', '"a  b" is no scope'],
  ['client-id', 'a b', '"a b" is no client_id'],
])(
  'a --%s that no login could have is refused before a browser opens: %j',
  async (flag, value, message) => {
    const host = machine();
    const asked = login(host, { profile: 'work', [flag]: value });
    await expect(asked).rejects.toMatchObject({ code: 'usage', message });
    expect([host.opened, host.sent]).toEqual([[], []]);
  },
);
