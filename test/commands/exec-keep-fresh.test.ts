import { describe, expect, it, test } from 'vitest';
import { keepFresh } from '../../src/commands/exec/keep-fresh.js';
import type { UsableToken } from '../../src/credentials/usable-token.js';
import { AntError } from '../../src/errors.js';
import { Secret } from '../../src/secret.js';
import type { Login } from '../../src/store/login.js';
import { fakeHost, NOON } from '../support/host.js';

type Story = {
  /** Seconds that every minted token lives. */
  readonly life: number;
  /** Seconds the program runs. */
  readonly runs: number;
  /** What the platform does when it is asked at this second; `undefined` renews. */
  readonly trouble?: (second: number) => AntError | undefined;
  readonly first?: Partial<UsableToken>;
};

/** Plays a program's life, and tells when a token was delivered and what was said. */
async function play({ life, runs, trouble = () => undefined, first }: Story) {
  const over = new AbortController();
  const host = fakeHost();
  const second = () => host.now() - NOON;
  const sleep = async (milliseconds: number, signal?: AbortSignal) => {
    await host.sleep(milliseconds, signal);
    if (second() >= runs) over.abort();
  };
  const mint = (): Login => ({ accessToken: new Secret('t'), expiresAt: host.now() + life });
  const delivered: { readonly at: number; readonly left: number }[] = [];
  let current = first?.login ?? mint();
  const asked: number[] = [];
  await keepFresh(
    { ...host, sleep },
    { login: current, how: 'refreshed', ...first },
    {
      signal: over.signal,
      obtain: async () => {
        asked.push(second());
        const problem = trouble(second());
        if (problem !== undefined) throw problem;
        return { login: mint(), how: 'refreshed' };
      },
      deliver: async (login) => {
        delivered.push({ at: second(), left: (current.expiresAt ?? 0) - host.now() });
        current = login;
      },
    },
  );
  return { delivered, said: host.said, asked };
}

const OUTAGE = new AntError('network', 'api.example cannot be reached');

describe('a token is renewed', () => {
  it.each([
    ['of eight hours', 28_800, 150],
    ['of ten minutes', 600, 150],
    ['of two minutes', 120, 75],
    ['of one minute', 60, 45],
    ['of 36 seconds', 36, 33],
  ])('%s before the SDKs refuse it, with %i seconds of life at %i left', async (_, life, left) => {
    const { delivered, said } = await play({ life, runs: life * 3 });
    expect(delivered.length).toBeGreaterThanOrEqual(2);
    for (const each of delivered) {
      expect(each.left).toBeGreaterThan(30);
      expect(Math.abs(each.left - left)).toBeLessThanOrEqual(1);
    }
    expect(said).toEqual([]);
  });

  it('that was found with an unknown life, before 120 seconds are left', async () => {
    const login = { accessToken: new Secret('t'), expiresAt: NOON + 200 };
    const { delivered } = await play({ life: 3600, runs: 60, first: { login, how: 'cached' } });
    expect(delivered).toEqual([{ at: 50, left: 150 }]);
  });

  it('again and again through an outage, of which the person hears once, and of its end', async () => {
    const { delivered, said, asked } = await play({
      life: 600,
      runs: 700,
      trouble: (second) => (second < 520 ? OUTAGE : undefined),
    });
    expect(said).toEqual([
      'ant: warning: could not renew the token: api.example cannot be reached; still trying (the program’s token ends 2026-11-22 12:10 UTC)',
      'ant: the token has been renewed after all',
    ]);
    expect(delivered).toHaveLength(1);
    expect(asked.slice(0, 5).map((at) => at - 450)).toEqual([0, 2, 6, 14, 30]);
    expect(delivered[0]?.at).toBeLessThan(550);
  });

  it('never, when it never expires', async () => {
    const login = { accessToken: new Secret('t') };
    expect((await play({ life: 60, runs: 600, first: { login } })).asked).toEqual([]);
  });

  it('not sooner than it lives: a life that no SDK takes is no reason to hurry without end', async () => {
    const { asked } = await play({ life: 20, runs: 60 });
    expect(asked.length).toBeLessThan(8);
  });
});

test('a token that somebody else renews is watched closely, without a word while it is good', async () => {
  const host = fakeHost();
  const over = new AbortController();
  const login = (expiresAt: number): Login => ({ accessToken: new Secret('t'), expiresAt });
  let delivered: Login | undefined;
  await keepFresh(
    host,
    { login: login(NOON + 160), how: 'cached' },
    {
      signal: over.signal,
      obtain: async () => ({
        login: login(host.now() < NOON + 100 ? NOON + 160 : NOON + 900),
        how: 'cached',
      }),
      deliver: async (newer) => {
        delivered = newer;
        over.abort();
      },
    },
  );
  expect(delivered?.expiresAt).toBe(NOON + 900);
  expect(host.now() - NOON).toBeLessThan(106);
  expect(host.said).toEqual([]);
});

test('a newer token that cannot be written is a trouble like any other', async () => {
  const host = fakeHost();
  const over = new AbortController();
  let attempts = 0;
  await keepFresh(
    host,
    { login: { accessToken: new Secret('t'), expiresAt: NOON + 60 }, how: 'refreshed' },
    {
      signal: over.signal,
      obtain: async () => ({
        login: { accessToken: new Secret('t'), expiresAt: host.now() + 60 },
        how: 'refreshed',
      }),
      deliver: async () => {
        attempts += 1;
        if (attempts === 2) over.abort();
        throw new AntError('file', 'could not write /run/x: the disk is full');
      },
    },
  );
  expect(host.said).toEqual([
    'ant: warning: could not renew the token: could not write /run/x: the disk is full; still trying (the program’s token ends 2026-11-22 12:01 UTC)',
  ]);
});
