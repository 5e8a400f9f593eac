import { describe, expect, test } from 'vitest';
import type { Backend } from '../../src/store/login.js';
import { clearOthers, placeLogin } from '../../src/store/move.js';
import { loadLogin, loadRenewal, saveLogin } from '../../src/store/store.js';
import { type FakeHost, fakeHost } from '../support/host.js';
import { both, foreignFile, PATH, shelfIn, tokens } from './shelves.js';

const BACKENDS: readonly Backend[] = ['split', 'keychain', 'file'];
const MOVES = BACKENDS.flatMap((from) => BACKENDS.map((to) => [from, to] as const));

const ADA = ['access-of-ada', 'refresh-of-ada'];

async function readMoving(host: FakeHost, backend: Backend) {
  const login = await loadLogin(host, shelfIn(backend));
  const renewal = await loadRenewal(host, shelfIn(backend));
  if (login === undefined || renewal === undefined) throw new Error('no login');
  const { refreshToken, clientId, origin } = renewal;
  return { login, renewal: { refreshToken, clientId, origin } };
}

/** A machine on which one write, counted over files and keychain, fails, and all after it. */
function failingAfter(writes: number, start: FakeHost): FakeHost {
  let left = writes;
  const counted = <Given extends readonly unknown[], Value>(
    work: (...given: Given) => Promise<Value>,
  ) => {
    return async (...given: Given): Promise<Value> => {
      if (left <= 0) throw new Error('power cut');
      left -= 1;
      return work(...given);
    };
  };
  return {
    ...start,
    files: {
      ...start.files,
      write: counted(start.files.write),
      remove: counted(start.files.remove),
    },
    keychain: {
      ...start.keychain,
      set: counted(start.keychain.set),
      remove: counted(start.keychain.remove),
    },
  };
}

describe.each(MOVES)('moving a login from %s to %s', (from, to) => {
  test('leaves it in the new places and nowhere else', async () => {
    const host = fakeHost();
    await saveLogin(host, shelfIn(from), both('ada'));
    const moving = await readMoving(host, from);
    await placeLogin(host, shelfIn(to), moving);
    await clearOthers(host, shelfIn(to), moving);
    expect(await tokens(host, shelfIn(to))).toEqual(ADA);
    const inKeychain = [...host.vault.items.values()].join();
    expect(inKeychain.includes('refresh-of')).toBe(to !== 'file');
    expect(inKeychain.includes('access-of')).toBe(to === 'keychain');
    expect(host.disk.has(PATH)).toBe(to !== 'keychain');
    expect(host.disk.get(PATH)?.text.includes('refresh') ?? false).toBe(to === 'file');
  });

  test('E62: whatever write is the last one, the profile that stands then leads to the whole login', async () => {
    for (let writes = 0; writes < 20; writes += 1) {
      const host = fakeHost();
      await saveLogin(host, shelfIn(from), both('ada'));
      const moving = await readMoving(host, from);
      const failing = failingAfter(writes, host);
      const placed = await placeLogin(failing, shelfIn(to), moving).then(
        () => true,
        () => false,
      );
      if (!placed) {
        expect(await tokens(host, shelfIn(from)), `after ${writes}`).toEqual(ADA);
        continue;
      }
      // Between the halves either profile may stand.
      expect(await tokens(host, shelfIn(from))).toEqual(ADA);
      expect(await tokens(host, shelfIn(to))).toEqual(ADA);
      // A profile that moves to a file or from one does not name the client at every moment.
      expect((await loadRenewal(host, shelfIn(from)))?.clientId).toBe('client');
      expect((await loadRenewal(host, shelfIn(to)))?.clientId).toBe('client');
      await clearOthers(failing, shelfIn(to), moving).catch(() => undefined);
      expect(await tokens(host, shelfIn(to)), `after ${writes}`).toEqual(ADA);
      // Doing it again ends it.
      const again = await readMoving(host, to);
      await placeLogin(host, shelfIn(to), again);
      await clearOthers(host, shelfIn(to), again);
      expect(await tokens(host, shelfIn(to))).toEqual(ADA);
      expect(host.disk.get(PATH)?.text.includes('refresh') ?? false).toBe(to === 'file');
    }
  });
});

test('E68: the login that another tool made later is the one that moves', async () => {
  const host = fakeHost();
  await saveLogin(host, shelfIn('split'), both('ada'));
  const text = foreignFile({ access_token: 'access-of-bob', refresh_token: 'refresh-of-bob' });
  await host.files.write(PATH, text, { mode: 0o600, directoryMode: 0o700 });
  const moving = await readMoving(host, 'split');
  await placeLogin(host, shelfIn('split'), moving);
  await clearOthers(host, shelfIn('split'), moving);
  expect(await tokens(host, shelfIn('split'))).toEqual(['access-of-bob', 'refresh-of-bob']);
  expect((await loadLogin(host, shelfIn('split')))?.notes).toBeUndefined();
  expect(host.disk.get(PATH)?.text).not.toContain('refresh-of');
});

test('a file that does not give back what was written to it is not relied on', async () => {
  const host = fakeHost();
  await saveLogin(host, shelfIn('keychain'), both('ada'));
  const moving = await readMoving(host, 'keychain');
  const lying: FakeHost = {
    ...host,
    files: {
      ...host.files,
      write: (path, _, options) => host.files.write(path, foreignFile(), options),
    },
  };
  await expect(placeLogin(lying, shelfIn('file'), moving)).rejects.toMatchObject({ code: 'file' });
  expect(host.vault.items.size).toBe(1);
});
