import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/secret.js';
import { encodeItem } from '../../src/store/keychain-items.js';
import { getWhole, removeWhole, setWhole } from '../../src/store/parts.js';
import { type FakeHost, fakeHost } from '../support/host.js';
import { renewal, shelfIn } from './shelves.js';

const LIMIT = 2560;

type Items = ReadonlyMap<string, string>;

/** A Windows with these items; `during` is told of them after every change. */
function windows(items: Items = new Map(), during: (items: Items) => void = () => undefined) {
  const host = fakeHost({ platform: 'win32', secrets: Object.fromEntries(items) });
  const set: FakeHost['keychain']['set'] = async (account, secret) => {
    if (Buffer.byteLength(secret.reveal()) > LIMIT) {
      return { state: 'failed', because: 'the stub received bad data' };
    }
    const answer = await host.keychain.set(account, secret);
    during(host.vault.items);
    return answer;
  };
  const remove: FakeHost['keychain']['remove'] = async (account) => {
    const answer = await host.keychain.remove(account);
    during(host.vault.items);
    return answer;
  };
  return { ...host, keychain: { ...host.keychain, set, remove } };
}

/** What lies in the keychain after every single change that writing `values` makes to `items`. */
async function moments(items: Items, values: readonly string[]): Promise<readonly Items[]> {
  const all: Items[] = [items];
  const host = windows(items, (now) => all.push(new Map(now)));
  for (const value of values) await setWhole(host, 'x', new Secret(value));
  return all;
}

async function read(host: Pick<FakeHost, 'keychain' | 'platform'>) {
  const answer = await getWhole(host, 'x');
  return answer.state === 'ok' ? answer.value?.reveal() : answer.state;
}

const long = (letter: string, parts = 2) => letter.repeat(parts * LIMIT - 1);

describe('E67: a value of any size in items of at most 2,560 bytes', () => {
  test.each([
    [1, 1],
    [LIMIT, 1],
    [LIMIT + 1, 3],
    [4 * LIMIT, 5],
    [4 * LIMIT + 1, 6],
  ])('%i bytes take %i items, come back whole, and go without a trace', async (size, count) => {
    const host = windows();
    const text = Array.from({ length: size }, (_, n) => n % 10).join('');
    expect(await setWhole(host, 'x', new Secret(text))).toBeUndefined();
    expect(host.vault.items.size).toBe(count);
    expect(await read(host)).toBe(text);
    expect(await removeWhole(host, 'x')).toEqual({ state: 'ok', value: true });
    expect([...host.vault.items.keys()]).toEqual([]);
  });

  test('elsewhere one item takes it', async () => {
    const host = fakeHost();
    await setWhole(host, 'x', new Secret(long('a', 9)));
    expect([...host.vault.items.keys()]).toEqual(['x']);
  });

  test.each([
    [long('a', 2), long('b', 4)],
    [long('a', 4), long('b', 2)],
    [long('a', 4), 'b'],
    ['a', long('b', 4)],
  ])('the next value leaves nothing of the one before (%#)', async (before, after) => {
    const host = windows();
    await setWhole(host, 'x', new Secret(before));
    await setWhole(host, 'x', new Secret(after));
    expect(await read(host)).toBe(after);
    expect([...host.vault.items.values()].join()).not.toContain('aaa');
  });

  test('names in any script are counted as they are kept: in bytes', () => {
    const login = { accessToken: new Secret('t'), organizationName: '株式会社 🦊 Ünïcode' };
    const text = encodeItem(shelfIn('keychain'), {
      login,
      renewal: renewal('ada'),
      origin: undefined,
    }).reveal();
    expect(Buffer.byteLength(text)).toBe(text.length);
    expect(JSON.parse(text)).toMatchObject({ organization_name: login.organizationName });
  });
});

describe('E62: a write in parts that is cut short', () => {
  test('leaves the value before or the new one, and the next write and a removal clear up', async () => {
    for (const start of [['o'], [long('o')], [long('o'), long('p')]]) {
      const before = (await moments(new Map(), start)).at(-1) ?? new Map();
      const old = start.at(-1);
      const all = await moments(before, [long('n', 3)]);
      expect(all.length).toBeGreaterThan(4);
      for (const [step, items] of all.entries()) {
        const host = windows(items);
        expect([old, long('n', 3)], `step ${step}`).toContain(await read(host));
        await setWhole(host, 'x', new Secret(long('z')));
        expect(await read(host), `step ${step}`).toBe(long('z'));
        await removeWhole(host, 'x');
        expect([...host.vault.items.keys()], `step ${step}`).toEqual([]);
        const cut = windows(items);
        await removeWhole(cut, 'x');
        expect([...cut.vault.items.keys()], `step ${step}`).toEqual([]);
      }
    }
  });

  test('a keychain that refuses a part keeps the value before, and says so', async () => {
    const host = windows();
    await setWhole(host, 'x', new Secret('old'));
    const set: FakeHost['keychain']['set'] = async (account, secret) =>
      account === 'x/a2' ? { state: 'locked', because: 'l' } : host.keychain.set(account, secret);
    const locking = { ...host, keychain: { ...host.keychain, set } };
    expect(await setWhole(locking, 'x', new Secret(long('n')))).toMatchObject({ state: 'locked' });
    expect(await read(host)).toBe('old');
  });
});

describe('a reader beside a writer', () => {
  test('gets the value of one write, never of two mixed, whenever each of its calls falls', async () => {
    const start = (await moments(new Map(), [long('a')])).at(-1) ?? new Map();
    const values = [long('a'), long('b'), long('c')];
    const all = await moments(start, values.slice(1));
    const last = all.length - 1;
    let seen = 0;
    for (let one = 0; one <= last; one += 1) {
      for (let two = one; two <= last; two += 1) {
        for (let three = two; three <= last; three += 1) {
          const host = fakeHost({ platform: 'win32' });
          const calls = [one, two, three];
          const get: FakeHost['keychain']['get'] = async (account) => {
            const text = all[calls.shift() ?? last]?.get(account);
            return { state: 'ok', value: text === undefined ? undefined : new Secret(text) };
          };
          expect(values).toContain(await read({ ...host, keychain: { ...host.keychain, get } }));
          seen += 1;
        }
      }
    }
    expect(seen).toBeGreaterThan(400);
  });

  test('E66: parts that are missing for good are a fault, not another login and not "none"', async () => {
    const host = windows();
    await setWhole(host, 'x', new Secret(long('a')));
    host.vault.items.delete('x/a2');
    expect(await getWhole(host, 'x')).toMatchObject({
      state: 'failed',
      because: expect.stringContaining('missing'),
    });
  });

  test('E66: parts that another program changed are not used', async () => {
    const host = windows();
    await setWhole(host, 'x', new Secret(long('a')));
    host.vault.items.set('x/a1', long('e', 1));
    expect(await read(host)).toBe('failed');
  });

  test.each([
    '{"parts":{"slot":"c","count":2,"sha256":"x"}}',
    '{"parts":{"slot":"a","count":1e9,"sha256":"x"}}',
    '{"parts":{"slot":"a","count":-1,"sha256":"x"}}',
    '{"parts":{"slot":"a","count":2}}',
    '{"parts":[]}',
  ])('%s leads nowhere', async (text) => {
    expect(await read(windows(new Map([['x', text]])))).toBe(text);
  });
});
