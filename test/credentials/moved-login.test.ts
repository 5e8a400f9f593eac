import { expect, test } from 'vitest';
import { Secret } from '../../src/secret.js';
import { loadLogin, loadRenewal, saveLogin } from '../../src/store/store.js';
import { NOON } from '../support/host.js';
import { DIR, FILE, world } from './refresh-world.js';

test('E35: a login that was moved to another store while we waited is renewed where it rests now', async () => {
  const { host, get, sent } = world();
  const { publish } = host.locks;
  const path = `${DIR}/configs/work.json`;
  const text = JSON.stringify({
    authentication: { type: 'user_oauth' },
    ant: { store: 'keychain' },
  });
  const shelf = { configDir: DIR, profile: 'work', backend: 'keychain' } as const;
  const renewal = {
    refreshToken: new Secret('sk-ant-ort01-moved'),
    clientId: 'client-1',
    origin: 'https://api.anthropic.com',
  };
  Object.assign(host.locks, {
    publish: async (at: string, record: string) => {
      Object.assign(host.locks, { publish });
      await host.files.write(path, text, { mode: 0o644, directoryMode: 0o755 });
      const login = { accessToken: new Secret('sk-ant-oat01-moved'), expiresAt: NOON };
      await saveLogin(host, shelf, { login, renewal });
      return publish(at, record);
    },
  });
  expect(await get()).toBe('sk-ant-oat01-new');
  expect(sent()).toEqual(['sk-ant-ort01-moved']);
  expect((await loadLogin(host, shelf))?.accessToken.reveal()).toBe('sk-ant-oat01-new');
  expect((await loadRenewal(host, shelf))?.refreshToken.reveal()).toBe('sk-ant-ort01-new');
  expect(host.disk.has(FILE)).toBe(false);
});
