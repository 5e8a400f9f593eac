import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sha256 } from '../../src/digest.js';
import { ant, startAnt } from '../support/ant.js';
import { startKeyring } from '../support/keyring.js';
import { needs, onPath } from '../support/require.js';
import { runSandbox } from '../support/running-sandbox.js';
import { tempDir } from '../support/temp.js';
import { login, seedWith } from './store-support.js';

const CALL = fileURLToPath(new URL('../support/sdk-call.mjs', import.meta.url));
const haveKeyring =
  needs('gnome-keyring', () => onPath('gnome-keyring-daemon')) &&
  needs('libsecret-tools', () => onPath('secret-tool'));

/** A sandbox, and a keychain of the test's own, both gone when the test ends. */
async function machine(settings: object = {}) {
  const sandbox = await runSandbox('--seed', seedWith(settings));
  const keyring = await startKeyring();
  onTestFinished(() => keyring.stop());
  const env = {
    ...sandbox.env,
    DBUS_SESSION_BUS_ADDRESS: `${keyring.env.DBUS_SESSION_BUS_ADDRESS}`,
  };
  const secretTool = (input: string, ...words: readonly string[]) =>
    execFileSync('secret-tool', words, {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      input,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  const file = join(sandbox.configDir, 'credentials', 'default.json');
  return {
    env,
    configDir: sandbox.configDir,
    onDisk: () => (existsSync(file) ? readFileSync(file, 'utf8') : ''),
    inKeychain: () => secretTool('', 'search', '--all', 'service', 'ant-auth'),
    /** Puts something else under the name of our item, as another program could. */
    overwrite: (text: string) =>
      secretTool(
        text,
        ...['store', '--label=x', 'service', 'ant-auth', 'account'],
        `default/${sha256(sandbox.configDir).slice(0, 16)}`,
      ),
  };
}

async function stores(env: Readonly<Record<string, string>>) {
  const { out, err } = await ant(['auth', 'store', '--json'], { env });
  expect(err).toBe('');
  return JSON.parse(out).profiles[0];
}

describe.runIf(haveKeyring)('with a real keychain', () => {
  test('a login goes round every store and is renewed in each; the SDKs read it wherever it is in a file', async () => {
    const { env, onDisk, inKeychain } = await machine();
    expect((await login(env)).code).toBe(0);
    for (const to of ['keychain', 'file', 'split']) {
      const moved = await ant(['auth', 'store', 'move', to], { env });
      expect(moved.code, moved.err).toBe(0);
      expect(await stores(env)).toMatchObject({ store: to });
      expect(onDisk().includes('sk-ant-ort01')).toBe(to === 'file');
      expect(onDisk().includes('sk-ant-oat01')).toBe(to !== 'keychain');
      expect(inKeychain().includes('sk-ant-ort01')).toBe(to !== 'file');
      const renewed = await ant(['auth', 'refresh', '--force'], { env });
      expect(renewed.code, renewed.err).toBe(0);
      if (to === 'keychain') continue;
      const sdk = execFileSync(process.execPath, [CALL, 'anthropic-sdk-1'], {
        env: { PATH: process.env.PATH, ...env },
      });
      expect(JSON.parse(`${sdk}`)).toMatchObject({ type: 'message' });
    }
  }, 120_000);

  test('E62: a move killed at any moment leaves a login that is renewed, and is ended by the next move', async () => {
    const { env } = await machine();
    expect((await login(env)).code).toBe(0);
    const targets = ['file', 'keychain', 'split'];
    for (let round = 0; round < 9; round += 1) {
      const to = targets[round % targets.length] ?? '';
      const child = startAnt(['auth', 'store', 'move', to], { env });
      await Promise.race([once(child, 'exit'), wait(60 + round * 45)]);
      child.kill('SIGKILL');
      const renewed = await ant(['auth', 'refresh', '--force'], { env });
      expect(renewed.code, `round ${round}: ${renewed.err}`).toBe(0);
      const again = await ant(['auth', 'store', 'move', to], { env });
      expect(again.code, again.err).toBe(0);
      expect(await stores(env)).toMatchObject({ store: to });
      expect((await stores(env)).conflict).toBeUndefined();
    }
  }, 120_000);

  test('E66: an item that another program put under our name is named, and never used: exit 6', async () => {
    const { env, overwrite } = await machine();
    await login(env);
    overwrite('hunter2');
    const refused = await ant(['auth', 'refresh', '--force'], { env });
    expect([refused.code, refused.out]).toEqual([6, '']);
    expect(refused.err).toMatch(/ant did not write/);
    expect(refused.err).not.toContain('hunter2');
    expect((await stores(env)).tokens).toContainEqual(
      expect.objectContaining({ token: 'refresh', state: 'foreign' }),
    );
    expect((await ant(['auth', 'store', 'move', 'file'], { env })).code).toBe(6);
    expect((await ant(['auth', 'print-credentials', '--access-token'], { env })).code).toBe(0);
  });

  test('E40: where the platform revokes, logout ends the login everywhere', async () => {
    const { env, onDisk, inKeychain, configDir } = await machine({ revocation: true });
    await login(env);
    const token = (await ant(['auth', 'print-credentials', '--access-token'], { env })).out.trim();
    const key = { ...env, ANTHROPIC_AUTH_TOKEN: token };
    expect((await ant(['whoami', '--verify'], { env: key })).code).toBe(0);
    const { code, out } = await ant(['auth', 'logout'], { env });
    expect([code, out]).toEqual([0, expect.stringContaining('the platform revoked it')]);
    expect((await ant(['whoami', '--verify'], { env: key })).code).toBe(4);
    expect([onDisk(), inKeychain()]).toEqual(['', '']);
    expect(existsSync(join(configDir, 'unrevoked.json'))).toBe(false);
  });
});

describe.runIf(needs('libsecret-1-0', () => haveKeyring))('E66: a keychain that hangs', () => {
  /** A bus that takes every call and answers none. */
  async function silentBus(): Promise<string> {
    const path = join(tempDir(), 'bus');
    const server = createServer(() => undefined).listen(path);
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
    });
    return `unix:path=${path}`;
  }

  test('costs 3 seconds and exit 6, before the browser opens; a file is offered', async () => {
    const sandbox = await runSandbox();
    const env = { ...sandbox.env, DBUS_SESSION_BUS_ADDRESS: await silentBus() };
    const start = performance.now();
    const { code, err } = await login(env);
    expect(code).toBe(6);
    expect(err).toMatch(
      /^ant: error: the keychain is not answering: .*3 seconds\nant: hint: .*--store file/,
    );
    expect(performance.now() - start).toBeLessThan(8000);
    expect((await login(env, '--store', 'file')).code).toBe(0);
    expect((await ant(['auth', 'store', 'move', 'split'], { env })).code).toBe(6);
    expect((await ant(['auth', 'print-credentials', '--access-token'], { env })).code).toBe(0);
  });
});
