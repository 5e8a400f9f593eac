import { execFileSync } from 'node:child_process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ant } from '../support/ant.js';
import { startKeyring } from '../support/keyring.js';
import { needs, onPath } from '../support/require.js';
import { runSandbox } from '../support/running-sandbox.js';
import { here } from './doctor-support.js';
import { login } from './store-support.js';

const haveKeyring =
  needs('gnome-keyring', () => onPath('gnome-keyring-daemon')) &&
  needs('systemd', () => onPath('busctl'));

async function keychainLines(env: Readonly<Record<string, string>>) {
  const { code, out } = await ant(['doctor', '--json', '--offline'], { env: here(env) });
  const checks: readonly { id: string; state: string; because: string }[] = JSON.parse(out).checks;
  const lines = checks.filter(({ id }) => id.startsWith('keychain'));
  return { code, lines: lines.map(({ state, because }) => `${state}: ${because}`) };
}

describe.runIf(haveKeyring)('E66: ant doctor and a real keychain', () => {
  test('that works, is locked, and is not there at all: three answers', async () => {
    const sandbox = await runSandbox('--quiet');
    const keyring = await startKeyring();
    onTestFinished(() => keyring.stop());
    const bus = `${keyring.env.DBUS_SESSION_BUS_ADDRESS}`;
    const env = { ...sandbox.env, DBUS_SESSION_BUS_ADDRESS: bus };
    expect((await login(env, '--store', 'split')).code).toBe(0);
    expect(await keychainLines(env)).toEqual({
      code: 0,
      lines: [
        'ok: an item can be written, read and deleted',
        'ok: the keychain holds what it should',
      ],
    });
    const service = ['org.freedesktop.secrets', '/org/freedesktop/secrets'];
    const lock = ['org.freedesktop.Secret.Service', 'Lock', 'ao', '1'];
    const collection = '/org/freedesktop/secrets/collection/login';
    execFileSync('busctl', ['--user', 'call', ...service, ...lock, collection], {
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    expect(await keychainLines(env)).toEqual({
      code: 7,
      lines: [
        expect.stringMatching(/^broken: the keychain is locked: .* rests in it$/),
        'skipped: the keychain does not serve',
      ],
    });
    const nowhere = { ...env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
    expect(await keychainLines(nowhere)).toMatchObject({
      code: 7,
      lines: [expect.stringMatching(/^broken: the keychain is missing/), expect.anything()],
    });
  }, 30_000);
});
