import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ant, bareEnvironment, outcome, said, startAnt } from '../support/ant.js';
import { haveChromium, noteUrl, openPage } from '../support/browser.js';
import { type RunningSandbox, runSandbox } from '../support/running-sandbox.js';

const SDKS = ['anthropic-sdk-1', 'anthropic-sdk-0'] as const;
const CALL = fileURLToPath(new URL('../support/sdk-call.mjs', import.meta.url));

/** What the official SDK, unchanged, gets back from the sandbox with nothing but these variables. */
async function callWithSdk(sdk: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [CALL, sdk], {
    env: bareEnvironment(env),
  });
  return JSON.parse(stdout);
}

/** `ant auth login` in one process, a person with a browser in another. */
async function login(sandbox: RunningSandbox, button: 'Approve' | 'Deny') {
  const browser = noteUrl();
  const child = startAnt(['auth', 'login', '--store', 'file'], {
    env: { ...sandbox.env, BROWSER: browser.program },
  });
  const ended = outcome(child);
  const page = await openPage();
  await page.goto(await browser.url());
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL(/\/callback/);
  return { page, ...(await ended) };
}

describe.runIf(haveChromium)('a login in a real browser', () => {
  test('Approve signs in, and the official SDKs can use what was written, also after a refresh', async () => {
    const sandbox = await runSandbox();
    const { page, code, out, err } = await login(sandbox, 'Approve');
    expect(code, err).toBe(0);
    expect(out).toBe('');
    expect(err).toContain('Signed in to Acme');
    expect(await page.title()).toContain('Approved');

    const file = join(sandbox.configDir, 'credentials', 'default.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = JSON.parse(readFileSync(file, 'utf8'));
    for (const sdk of SDKS) {
      expect(await callWithSdk(sdk, sandbox.env)).toMatchObject({ type: 'message' });
    }

    expect((await ant(['auth', 'refresh', '--force'], { env: sandbox.env })).code).toBe(0);
    const after = JSON.parse(readFileSync(file, 'utf8'));
    expect(after.access_token).not.toBe(before.access_token);
    expect(after.refresh_token).not.toBe(before.refresh_token);
    expect(after.account_email).toBe(before.account_email);
    for (const sdk of SDKS) {
      expect(await callWithSdk(sdk, sandbox.env)).toMatchObject({ type: 'message' });
    }
  });

  test('Deny ends the login with exit 4, says so in both places and stores nothing', async () => {
    const sandbox = await runSandbox();
    const { page, code, err } = await login(sandbox, 'Deny');
    expect(code).toBe(4);
    expect(err).toContain('access_denied');
    expect(await page.title()).toContain('Not signed in');
    expect((await ant(['whoami'], { env: sandbox.env })).code).toBe(3);
  });

  test('the consent page works by keyboard alone', async () => {
    const sandbox = await runSandbox();
    const browser = noteUrl();
    const child = startAnt(['auth', 'login', '--store', 'file'], {
      env: { ...sandbox.env, BROWSER: browser.program },
    });
    const ended = outcome(child);
    const page = await openPage();
    await page.goto(await browser.url());
    await page.getByLabel('Workspace').focus();
    await page.keyboard.type('Staging');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect((await ended).err).toContain('Staging');
  });

  test('a login with a fixed port and no browser of its own ends when another browser comes back', async () => {
    const sandbox = await runSandbox();
    const port = await freePort();
    const child = startAnt(
      ['auth', 'login', '--store', 'file', '--no-browser', '--callback-port', `${port}`],
      { env: sandbox.env },
    );
    const ended = outcome(child);
    const [url] = await said(child, /http\S+\/oauth\/authorize\S+/);
    expect(url).toContain(encodeURIComponent(`http://localhost:${port}/callback`));
    const page = await openPage();
    await page.goto(url);
    await page.getByRole('button', { name: 'Approve' }).click();
    expect((await ended).code).toBe(0);
  });
});

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
