import { execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { program } from '../support/program.js';
import { tempDir } from '../support/temp.js';

const run = promisify(execFile);
const URL_WITH_AMPERSANDS = 'http://localhost:1234/authorize?a=1&b=2&c=%22x%22';

/** Opens a URL in a process of its own, whose browser is a shell script; returns what it printed. */
async function openWith(script: string, url = URL_WITH_AMPERSANDS) {
  const directory = tempDir();
  const browser = join(directory, 'browser');
  writeFileSync(browser, `#!/bin/sh\n${script}\n`);
  chmodSync(browser, 0o755);
  const path = program(`
    import { openBrowser } from './browser.js';
    const started = Date.now();
    const outcome = await openBrowser(${JSON.stringify(url)}, process.env);
    process.stdout.write(JSON.stringify({ outcome, took: Date.now() - started }));
  `);
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: directory,
    BROWSER: browser,
    SEEN: join(directory, 'seen'),
  };
  const { stdout, stderr } = await run(process.execPath, [path], { env });
  const seen = () => (existsSync(env.SEEN) ? readFileSync(env.SEEN, 'utf8') : '');
  return { ...JSON.parse(stdout), stderr, seen };
}

describe.runIf(process.platform === 'linux')('E19: the browser', () => {
  test('gets exactly the URL, and what it prints reaches neither our stdout nor our stderr', async () => {
    const { outcome, stderr, seen } = await openWith(
      'echo noise; echo noise >&2; printf %s "$1" > "$SEEN"',
    );
    expect([outcome, stderr]).toEqual([true, '']);
    await vi.waitFor(() => expect(seen()).toBe(URL_WITH_AMPERSANDS), 10_000);
  });

  test('that fails is told as not started', async () => {
    expect(await openWith('exit 3')).toMatchObject({ outcome: false });
  });

  test('that hangs neither holds us up nor keeps our process alive', async () => {
    const { outcome, took } = await openWith('echo $$ > "$SEEN"; exec sleep 20');
    expect(outcome).toBe(true);
    expect(took).toBeLessThan(4_000);
  });

  test('lives on when we are interrupted', async () => {
    const path = program(`
      import { openBrowser } from './browser.js';
      setInterval(() => undefined, 1000);
      await openBrowser('http://localhost:1/', process.env);
    `);
    const directory = tempDir();
    const browser = join(directory, 'browser');
    writeFileSync(
      browser,
      '#!/bin/sh\necho started > "$SEEN"; while [ ! -e "$SEEN.go" ]; do sleep 0.1; done; echo done >> "$SEEN"\n',
    );
    chmodSync(browser, 0o755);
    const seen = join(directory, 'seen');
    const env = { PATH: process.env.PATH, BROWSER: browser, SEEN: seen, HOME: directory };
    const us = spawn(process.execPath, [path], { env, detached: true, stdio: 'ignore' });
    await vi.waitFor(() => expect(existsSync(seen)).toBe(true), 10_000);
    const ended = new Promise((resolve) => us.once('exit', resolve));
    // As Ctrl-C does: to the whole process group.
    process.kill(-(us.pid ?? 0), 'SIGINT');
    await ended;
    writeFileSync(`${seen}.go`, '');
    await vi.waitFor(() => expect(readFileSync(seen, 'utf8')).toContain('done'), 10_000);
  });

  test.each(['file:///etc/passwd', 'javascript:alert(1)', 'not a url', '-a Calculator'])(
    'is never handed %s',
    async (url) => {
      expect(await openWith('printf %s "$1" > "$SEEN"', url)).toMatchObject({ outcome: false });
    },
  );
});
