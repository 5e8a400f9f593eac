import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ant, outcome, said, startAnt } from '../support/ant.js';
import { approveByHand } from '../support/approve.js';
import { startKeyring } from '../support/keyring.js';
import { needs, onPath } from '../support/require.js';
import { runSandbox } from '../support/running-sandbox.js';

const CALL = fileURLToPath(new URL('../support/sdk-call.mjs', import.meta.url));
const haveKeyring =
  needs('gnome-keyring', () => onPath('gnome-keyring-daemon')) &&
  needs('libsecret-tools', () => onPath('secret-tool'));

/** A sandbox, and a keychain of the test's own, both gone when the test ends. */
async function machine() {
  const sandbox = await runSandbox();
  const keyring = await startKeyring();
  onTestFinished(() => keyring.stop());
  const bus = keyring.env.DBUS_SESSION_BUS_ADDRESS;
  const env = { ...sandbox.env, DBUS_SESSION_BUS_ADDRESS: `${bus}` };
  /** What an outsider finds in the keychain under our name. */
  const inKeychain = () =>
    execFileSync('secret-tool', ['search', '--all', 'service', 'ant-auth'], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const onDisk = () => {
    const file = join(sandbox.configDir, 'credentials', 'default.json');
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  };
  const profile = () =>
    JSON.parse(readFileSync(join(sandbox.configDir, 'configs', 'default.json'), 'utf8'));
  return { env, keyring, configDir: sandbox.configDir, inKeychain, onDisk, profile };
}

/** A login by a pasted code. */
async function login(env: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const child = startAnt(['auth', 'login', '--no-browser', ...words], { env });
  const ended = outcome(child);
  const [url] = await said(child, /http\S+\/oauth\/authorize\S+/);
  child.stdin.write(`${await approveByHand(url)}\n`);
  return ended;
}

async function callWithSdk(sdk: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [CALL, sdk], {
    env: { PATH: process.env.PATH, ...env },
  });
  return JSON.parse(stdout);
}

describe.runIf(haveKeyring)('with a real keychain', () => {
  test('the default login keeps the refresh token off the disk; the SDKs use it, before and after a refresh', async () => {
    const { env, inKeychain, onDisk, profile } = await machine();
    const signedIn = await login(env);
    expect(signedIn.code, signedIn.err).toBe(0);
    expect(onDisk()).toMatchObject({ access_token: expect.stringMatching(/^sk-ant-oat01-/) });
    expect(onDisk().refresh_token).toBeUndefined();
    expect(profile().authentication.client_id).toBeUndefined();
    expect(inKeychain()).toContain('sk-ant-ort01-');

    for (const sdk of ['anthropic-sdk-1', 'anthropic-sdk-0']) {
      expect(await callWithSdk(sdk, env)).toMatchObject({ type: 'message' });
      const before = onDisk().access_token;
      const refreshed = await ant(['auth', 'refresh', '--force'], { env });
      expect(refreshed.code, refreshed.err).toBe(0);
      expect(onDisk().access_token).not.toBe(before);
      expect(onDisk().refresh_token).toBeUndefined();
    }
    expect(await callWithSdk('anthropic-sdk-1', env)).toMatchObject({ type: 'message' });
  });

  test('a keychain login leaves nothing secret on the disk and is printed only when asked for', async () => {
    const { env, onDisk } = await machine();
    expect((await login(env, '--store', 'keychain')).code).toBe(0);
    expect(onDisk()).toBeUndefined();
    const printed = await ant(['auth', 'print-credentials', '--access-token'], { env });
    expect(printed.out, printed.err).toMatch(/^sk-ant-oat01-\S+\n$/);
  });

  test.each(['split', 'keychain'])('logout takes a %s login out of the keychain', async (store) => {
    const { env, inKeychain, onDisk } = await machine();
    await login(env, '--store', store);
    const { code, out } = await ant(['auth', 'logout'], { env });
    expect([code, out]).toEqual([0, expect.stringContaining('cannot revoke')]);
    expect(onDisk()).toBeUndefined();
    expect(inKeychain()).toBe('');
    const after = await ant(['whoami'], { env });
    expect([after.code, after.out]).toEqual([3, expect.stringContaining('not signed in')]);
  });

  test.each(['split', 'keychain'])(
    'E66: --store %s, and the keychain goes away while the person is in the browser: kept in a private file, exit 6; it moves there later',
    async (store) => {
      const { env, keyring, configDir, onDisk, profile } = await machine();
      const child = startAnt(['auth', 'login', '--no-browser', '--store', store], { env });
      const ended = outcome(child);
      const [url] = await said(child, /http\S+\/oauth\/authorize\S+/);
      await keyring.stop();
      child.stdin.write(`${await approveByHand(url)}\n`);
      const { code, err } = await ended;
      const file = join(configDir, 'credentials', 'default.json');
      expect(code, err).toBe(6);
      expect(err).toMatch(new RegExp(`^ant: error: not kept as --store ${store} says: .*`, 'm'));
      expect(err).toContain(`the private file ${file}`);
      expect(err).toContain(`ant auth store move ${store} --profile default`);
      expect(err).not.toContain('sk-ant-');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(onDisk()).toMatchObject({ refresh_token: expect.stringMatching(/^sk-ant-ort01-/) });
      expect(profile().ant).toEqual({ store: 'file' });
      const printed = await ant(['auth', 'print-credentials', '--access-token'], { env });
      expect(printed.code, printed.err).toBe(0);

      const another = await startKeyring();
      onTestFinished(() => another.stop());
      const bus = `${another.env.DBUS_SESSION_BUS_ADDRESS}`;
      const later = { ...env, DBUS_SESSION_BUS_ADDRESS: bus };
      const moved = await ant(['auth', 'store', 'move', store], { env: later });
      expect(moved.code, moved.err).toBe(0);
      expect(onDisk()?.refresh_token).toBeUndefined();
      const renewed = await ant(['auth', 'refresh', '--force'], { env: later });
      expect(renewed.code, renewed.err).toBe(0);
    },
    60_000,
  );
});
