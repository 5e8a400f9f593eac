import { describe, expect, it } from 'vitest';
import { keepFileFresh } from '../../src/commands/federation/keep-file-fresh.js';
import { run } from '../../src/commands/federation/token.js';
import { AntError } from '../../src/errors.js';
import { Secret } from '../../src/secret.js';
import { type FakeHost, fakeHost, NOON } from '../support/host.js';
import { claimsAt, jwt, OUT, runner } from './federation-token-support.js';

describe('ant federation token --watch', () => {
  const held = (iat: number, life: number) => {
    const claims = claimsAt(iat, life);
    return { token: new Secret(jwt(claims)), claims };
  };

  /** A parent that ends when the clock has run for so long. */
  const withParent = (seconds: number) => {
    const host: FakeHost = fakeHost({
      parent: () => (host.now() < NOON + seconds ? 4711 : 1),
    });
    return host;
  };

  it.each([
    [300, 240],
    [900, 720],
    [3600, 2880],
    [120, 60],
    [60, 30],
  ])('a token of %i seconds is replaced after %i', async (life, after) => {
    const host = withParent(after + 5);
    const times: number[] = [];
    await keepFileFresh(host, held(NOON, life), {
      parent: 4711,
      obtain: async () => held(host.now(), life),
      deliver: async () => {
        times.push(host.now() - NOON);
      },
      note: async () => undefined,
    });
    expect(times).toEqual([after]);
  });

  it('stops when the program that started it has ended, even before the token is due', async () => {
    const host = withParent(10);
    await keepFileFresh(host, held(NOON, 300), {
      parent: 4711,
      obtain: () => Promise.reject(new Error('not due')),
      deliver: async () => undefined,
      note: async () => undefined,
    });
    expect(host.now()).toBeLessThan(NOON + 20);
    expect(host.said.at(-1)).toContain('has ended');
  });

  it('on Windows, where an orphan keeps its parent’s number, the process is looked for', async () => {
    const host: FakeHost = fakeHost({
      platform: 'win32',
      parent: () => 4711,
      locks: { running: async () => (host.now() < NOON + 10 ? {} : undefined) },
    });
    await keepFileFresh(host, held(NOON, 300), {
      parent: 4711,
      obtain: () => Promise.reject(new Error('not due')),
      deliver: async () => undefined,
      note: async () => undefined,
    });
    expect(host.now()).toBeGreaterThanOrEqual(NOON + 10);
  });

  it('says once that there is trouble, tries again, and goes on with what it gets', async () => {
    const host = withParent(280);
    let asked = 0;
    const delivered: number[] = [];
    const noted: string[] = [];
    await keepFileFresh(host, held(NOON, 300), {
      parent: 4711,
      obtain: async () => {
        asked += 1;
        if (asked < 4) throw new AntError('network', 'runner.example did not answer');
        return held(host.now(), 300);
      },
      deliver: async () => {
        delivered.push(host.now());
      },
      note: async (outcome) => {
        noted.push(outcome);
      },
    });
    expect(delivered).toHaveLength(1);
    expect(noted).toEqual(['network', 'ok']);
    expect(host.said.filter((line) => line.includes('still trying'))).toHaveLength(1);
  });

  it('fails with the last error once the old token has ended, and has not asked in a storm', async () => {
    const host = withParent(10_000);
    let asked = 0;
    const noted: string[] = [];
    const watching = keepFileFresh(host, held(NOON, 300), {
      parent: 4711,
      obtain: async () => {
        asked += 1;
        throw new AntError('network', 'runner.example did not answer');
      },
      deliver: async () => undefined,
      note: async (outcome) => {
        noted.push(outcome);
      },
    });
    await expect(watching).rejects.toMatchObject({ code: 'network' });
    expect(host.now()).toBeLessThan(NOON + 340);
    expect(asked).toBeLessThan(12);
    expect(noted).toEqual(['network', 'network']);
  });

  it('a source that hands out the same token until it ends is asked again, without a word', async () => {
    const host = withParent(305);
    const first = held(NOON, 300);
    const delivered: number[] = [];
    const noted: string[] = [];
    await keepFileFresh(host, first, {
      parent: 4711,
      obtain: async () => (host.now() < NOON + 290 ? first : held(host.now(), 300)),
      deliver: async () => {
        delivered.push(host.now());
      },
      note: async (outcome) => {
        noted.push(outcome);
      },
    });
    expect(delivered).toHaveLength(1);
    expect(noted).toEqual(['ok']);
    expect(host.said).toHaveLength(1);
  });

  it('leaves each renewal in the event log, and nothing of the token', async () => {
    const host: FakeHost = runner({ parent: () => (host.now() < NOON + 500 ? 4711 : 1) });
    await run(host, { watch: true, out: OUT, 'config-dir': '/config' });
    const log = host.disk.get('/config/log/events.jsonl')?.text ?? '';
    const events = log.trimEnd().split('\n');
    expect(events.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'print', outcome: 'ok', how: 'identity-token' },
      { event: 'refresh', outcome: 'ok', how: 'identity-token' },
      { event: 'refresh', outcome: 'ok', how: 'identity-token' },
    ]);
    expect(log).not.toContain('c2lnbmF0dXJl');
    expect(log).not.toContain('request-token');
  });

  it('a runner that no longer answers is in the event log, too', async () => {
    let asked = 0;
    const host: FakeHost = runner({
      parent: () => (host.now() < NOON + 10_000 ? 4711 : 1),
      http: async () => {
        asked += 1;
        if (asked > 1) throw new AntError('network', 'runner.example did not answer');
        return {
          status: 200,
          headers: {},
          body: JSON.stringify({ value: jwt(claimsAt(NOON, 300)) }),
        };
      },
    });
    const watching = run(host, { watch: true, out: OUT, 'config-dir': '/config' });
    await expect(watching).rejects.toMatchObject({ code: 'network' });
    const log = host.disk.get('/config/log/events.jsonl')?.text ?? '';
    expect(
      log
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).outcome),
    ).toEqual(['ok', 'network', 'network']);
  });

  it('asked to stop, it stops at once', async () => {
    const stop = new AbortController();
    stop.abort('SIGTERM');
    const host = fakeHost({ interrupt: stop.signal, parent: () => 4711 });
    await expect(
      keepFileFresh(host, held(NOON, 300), {
        parent: 4711,
        obtain: () => Promise.reject(new Error('not due')),
        deliver: async () => undefined,
        note: async () => undefined,
      }),
    ).rejects.toMatchObject({ code: 'interrupted' });
  });
});
