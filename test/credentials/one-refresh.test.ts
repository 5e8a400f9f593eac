import { expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import { FILE, grant, json, REFUSED, stored, world } from './refresh-world.js';

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

test('E34: where nobody can say whether the lock is still its own, it keeps what it got under a new one', async () => {
  const { host, get, kept } = world({
    http: async () => {
      const { list } = host.files;
      Object.assign(host.files, {
        list: async () => {
          Object.assign(host.files, { list });
          throw new AntError('file', 'too many open files');
        },
      });
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
