import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { HttpResponse } from '../../src/host.js';
import { traced } from '../../src/node/trace.js';
import { program } from '../support/program.js';
import { tempDir } from '../support/temp.js';

type Env = Readonly<Record<string, string>>;

/** What an expression over the real host comes to, in a process of its own. */
function real(expression: string, env: Env = {}): unknown {
  const path = program(`
    import { realHost } from './host.js';
    const host = realHost({ version: '1.2.3' });
    Promise.resolve().then(async () => ${expression}).catch((error) => error.message).then((value) =>
      process.stdout.write(JSON.stringify(value ?? null)));
  `);
  const { stdout } = spawnSync(process.execPath, [path, 'extra'], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  return JSON.parse(stdout);
}

describe('this machine', () => {
  test('is described by plain values', () => {
    const before = Math.floor(Date.now() / 1000);
    const told = real('[host.version, host.env.ONLY, host.home, host.user, host.now()]', {
      ONLY: 'this',
      HOME: '/home/ada',
    });
    expect(told).toEqual(['1.2.3', 'this', '/home/ada', process.geteuid?.(), expect.any(Number)]);
    const [now] = Array.isArray(told) ? told.slice(-1) : [];
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThan(before + 60);
  });

  test('E63: a home that is not a path is no home', () => {
    expect(real('host.home', { HOME: '' })).toBeNull();
  });

  test('a current directory that was removed is named when it is asked for, not before', () => {
    const path = program(`
      import { realHost } from './host.js';
      const host = realHost({ version: '1' });
      try { host.cwd; } catch ({ code, message }) { process.stdout.write(code + ': ' + message); }
    `);
    const words = ['-c', 'cd "$1" && rmdir "$1" && exec "$2" "$3"', 'sh'];
    const { stdout } = spawnSync('sh', [...words, tempDir(), process.execPath, path], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('file: the current directory no longer exists');
  });

  test('it can be started again by the words that started it', () => {
    expect(real('host.self')).toEqual([process.execPath, expect.stringMatching(/stdin\.mjs$/)]);
  });

  test('random bytes are as many as asked, and new each time', () => {
    const told = real('[...host.random(32)].concat([...host.random(32)])');
    const bytes = Array.isArray(told) ? told : [];
    expect(bytes.length).toBe(64);
    expect(bytes.slice(0, 32)).not.toEqual(bytes.slice(32));
  });

  test('a sleep ends early, without an error, when it is no longer wanted', () => {
    const sleeps = `Promise.all([
      host.sleep(60_000, AbortSignal.timeout(20)),
      host.sleep(60_000, AbortSignal.abort()),
      host.sleep(5),
    ])`;
    const begun = performance.now();
    expect(real(sleeps)).toEqual([null, null, null]);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('in a pipe it asks nobody, and lends no screen', () => {
    const told = real('[host.terminal.interactive, host.terminal.screen, host.terminal.columns]');
    expect(told).toEqual([false, null, 80]);
  });
});

describe('--debug', () => {
  const OK: HttpResponse = { status: 200, headers: { 'request-id': 'req_1' }, body: 'body-secret' };
  const request = {
    method: 'POST',
    url: 'https://api.example.com/v1/oauth/token?code=query-secret',
    headers: { authorization: 'header-secret' },
    body: 'body-secret',
  } as const;

  test('leaves one line a request, without query, header or body', async () => {
    const lines: string[] = [];
    expect(
      await traced(
        async () => OK,
        (line) => lines.push(line),
      )(request),
    ).toBe(OK);
    expect(lines).toEqual([
      expect.stringMatching(/^POST api\.example\.com\/v1\/oauth\/token 200 req_1 in \d+ ms$/),
    ]);
  });

  test('tells of a failure and hands it on', async () => {
    const lines: string[] = [];
    const failing = traced(
      async () => {
        throw new Error('no route');
      },
      (line) => lines.push(line),
    );
    await expect(failing(request)).rejects.toThrow('no route');
    expect(lines).toEqual([expect.stringMatching(/^POST .* failed in \d+ ms$/)]);
  });
});
