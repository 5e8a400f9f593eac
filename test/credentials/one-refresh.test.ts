import { expect, test } from 'vitest';
import { selectProfile } from '../../src/credentials/selected-profile.js';
import { userToken } from '../../src/credentials/user-token.js';
import type { HttpRequest, HttpResponse, LockFiles } from '../../src/host.js';
import { parseProfile } from '../../src/profiles/parse.js';
import { type FakeHost, fakeHost, NOON } from '../support/host.js';

const DIR = '/home/ada/.config/anthropic';
const FILE = `${DIR}/credentials/work.json`;

const json = (body: object, status = 200): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const grant = (name: string) =>
  json({
    access_token: `sk-ant-oat01-${name}`,
    token_type: 'Bearer',
    expires_in: 3600,
    refresh_token: `sk-ant-ort01-${name}`,
  });
const REFUSED = json({ error: 'invalid_grant' }, 400);

const stored = (name: string, left: number) =>
  JSON.stringify({
    version: '1.0',
    type: 'oauth_token',
    access_token: `sk-ant-oat01-${name}`,
    refresh_token: `sk-ant-ort01-${name}`,
    expires_at: NOON + left,
  });

type World = {
  readonly left?: number;
  readonly http?: (request: HttpRequest, host: FakeHost) => Promise<HttpResponse>;
  readonly locks?: Partial<LockFiles>;
};

function world({ left = 0, http = async () => grant('new'), locks = {} }: World = {}) {
  const host: FakeHost = fakeHost({
    http: (request) => http(request, host),
    locks,
    disk: { [FILE]: stored('old', left) },
  });
  const text = JSON.stringify({
    version: '1.0',
    authentication: { type: 'user_oauth', client_id: 'client-1' },
  });
  const profile = parseProfile({ name: 'work', path: `${DIR}/configs/work.json`, text });
  const selected = selectProfile(host, profile, { configDir: DIR });
  const put = (name: string, seconds = 3600) => {
    host.disk.set(FILE, {
      kind: 'file',
      mode: 0o600,
      owner: 1000,
      links: 1,
      text: stored(name, seconds),
    });
  };
  const sent = () => host.sent.map(({ body = '' }) => JSON.parse(body).refresh_token);
  const kept = () => JSON.parse(host.disk.get(FILE)?.text ?? '{}');
  const get = async (wanted = {}) =>
    (await userToken(host, selected, wanted)).login.accessToken.reveal();
  return { host, put, sent, kept, get };
}

test('a fresh token takes no lock and leaves no trace of one', async () => {
  const { host, get } = world({ left: 3600 });
  const before = [...host.disk.keys()];
  expect(await get()).toBe('sk-ant-oat01-old');
  expect([...host.disk.keys()]).toEqual(before);
});

test('E36: thirty at once refresh once, and all have the new token', async () => {
  const { sent, get } = world();
  const tokens = await Promise.all(Array.from({ length: 30 }, () => get()));
  expect(new Set(tokens)).toEqual(new Set(['sk-ant-oat01-new']));
  expect(sent()).toEqual(['sk-ant-ort01-old']);
});

test('--force by many at once is one renewal, and by one after the other is one each', async () => {
  let count = 0;
  const { sent, get } = world({
    left: 3600,
    http: async () => {
      count += 1;
      return grant(`new${count}`);
    },
  });
  await Promise.all(Array.from({ length: 10 }, () => get({ force: true })));
  expect(sent()).toHaveLength(1);
  expect(await get({ force: true })).toBe('sk-ant-oat01-new2');
});

test('a login that was renewed while we waited for the lock is used, and nothing is sent', async () => {
  const { put, sent, get, host } = world();
  const locks = host.locks.publish;
  Object.assign(host.locks, {
    publish: (path: string, text: string) => {
      put('siblings');
      return locks(path, text);
    },
  });
  expect(await get()).toBe('sk-ant-oat01-siblings');
  expect(sent()).toEqual([]);
});

test('E35: refused because a sibling was quicker, the sibling’s token is used', async () => {
  const { get, sent } = world({
    http: async (_request, host) => {
      host.disk.set(FILE, {
        kind: 'file',
        mode: 0o600,
        owner: 1000,
        links: 1,
        text: stored('siblings', 3600),
      });
      return REFUSED;
    },
  });
  expect(await get()).toBe('sk-ant-oat01-siblings');
  expect(sent()).toEqual(['sk-ant-ort01-old']);
});

test('E35: a sibling’s token that has run out already is renewed in turn; no token is sent twice', async () => {
  const { put, get, sent } = world({
    http: async ({ body = '' }) => {
      if (body.includes('siblings')) return grant('new');
      put('siblings', 10);
      return REFUSED;
    },
  });
  expect(await get()).toBe('sk-ant-oat01-new');
  expect(sent()).toEqual(['sk-ant-ort01-old', 'sk-ant-ort01-siblings']);
});

test('E35: refused with nothing newer in the store, the login is over, after one request', async () => {
  const { get, sent, kept } = world({ http: async () => REFUSED });
  await expect(get()).rejects.toMatchObject({ code: 'no-credential' });
  expect(sent()).toHaveLength(1);
  expect(kept().refresh_token).toBe('sk-ant-ort01-old');
});

test('the request is given up before the lock’s lease ends, and not on Ctrl-C', async () => {
  const { host, get } = world();
  await get();
  expect(host.sent[0]).toMatchObject({ limit: 10_000, unrepeatable: true });
});

test('E37: held up until the lease is nearly over, it sends nothing', async () => {
  const { host, sent, get } = world();
  const { list } = host.files;
  Object.assign(host.files, {
    list: async (path: string) => {
      const names = await list(path);
      if (names.length > 0) host.pass(41);
      return names;
    },
  });
  await expect(get()).rejects.toMatchObject({ code: 'file', hint: 'run the command again' });
  expect(sent()).toEqual([]);
});

test('E37: suspended while it was being answered, it keeps what it got under a new lock', async () => {
  const { get, kept } = world({
    http: async (_request, host) => {
      host.pass(100);
      return grant('new');
    },
  });
  expect(await get()).toBe('sk-ant-oat01-new');
  expect(kept().refresh_token).toBe('sk-ant-ort01-new');
});

test('E37: suspended, with a newer login in the store on waking up, it leaves that alone', async () => {
  const { put, get, kept } = world({
    http: async (_request, host) => {
      host.pass(100);
      put('siblings');
      return grant('new');
    },
  });
  expect(await get()).toBe('sk-ant-oat01-new');
  expect(kept().refresh_token).toBe('sk-ant-ort01-siblings');
});

test('asked to stop while the answer was under way, it keeps the login and then stops', async () => {
  const interrupt = new AbortController();
  const { host, get, kept } = world({
    http: async () => {
      interrupt.abort('SIGINT');
      return grant('new');
    },
  });
  Object.assign(host, { interrupt: interrupt.signal });
  await expect(get()).rejects.toMatchObject({ code: 'interrupted' });
  expect(kept().refresh_token).toBe('sk-ant-ort01-new');
});

test('E34: when there was no answer, the store is as it was', async () => {
  const { get, kept } = world({ http: async () => json({ error: 'server_error' }, 503) });
  await expect(get()).rejects.toMatchObject({ code: 'network' });
  expect(kept().refresh_token).toBe('sk-ant-ort01-old');
});

test('signed out while we waited for the lock, the login stays signed out', async () => {
  const { host, get, sent } = world();
  const { publish } = host.locks;
  Object.assign(host.locks, {
    publish: (path: string, text: string) => {
      host.disk.delete(FILE);
      return publish(path, text);
    },
  });
  await expect(get()).rejects.toMatchObject({ code: 'no-credential' });
  expect(sent()).toEqual([]);
  expect(host.disk.has(FILE)).toBe(false);
});
