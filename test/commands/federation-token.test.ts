import { describe, expect, it } from 'vitest';
import { keepFileFresh } from '../../src/commands/federation/keep-file-fresh.js';
import { run } from '../../src/commands/federation/token.js';
import { AntError } from '../../src/errors.js';
import { Secret } from '../../src/secret.js';
import { type FakeHost, fakeHost, NOON } from '../support/host.js';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Looks signed; nobody here verifies it. */
function jwt(claims: object): string {
  return `${part({ alg: 'ES256', kid: 'k' })}.${part(claims)}.c2lnbmF0dXJl`;
}

const claimsAt = (iat: number, life: number) => ({
  iss: 'https://issuer.example',
  sub: 'repo:acme/api:ref:refs/heads/main',
  aud: 'https://api.anthropic.com',
  iat,
  exp: iat + life,
});

const OUT = '/run/id/token';

const GITHUB = {
  GITHUB_ACTIONS: 'true',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.actions.githubusercontent.com/token?v=2',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
};

/** A runner that makes a token of five minutes for every request. */
function runner(given: Parameters<typeof fakeHost>[0] = {}): FakeHost {
  const host: FakeHost = fakeHost({
    env: GITHUB,
    http: async () => ({
      status: 200,
      headers: {},
      body: JSON.stringify({ value: jwt(claimsAt(host.now(), 300)) }),
    }),
    ...given,
  });
  return host;
}

describe('ant federation token', () => {
  it('prints the identity token alone on stdout, and says whose it is on stderr', async () => {
    const host = runner();
    const answer = await run(host, {});
    expect(answer.text()).toBe(`${jwt(claimsAt(NOON, 300))}\n`);
    expect(host.said.join('\n')).toContain('repo:acme/api:ref:refs/heads/main');
    expect(host.said.join('\n')).toContain('https://api.anthropic.com');
    expect(host.said.join('\n')).not.toContain(jwt(claimsAt(NOON, 300)));
  });

  it('writes it to a private file instead, and prints nothing', async () => {
    const host = runner();
    const answer = await run(host, { out: 'token' });
    expect(answer.text()).toBe('');
    expect(JSON.stringify(answer.value)).not.toContain('c2lnbmF0dXJl');
    expect(host.disk.get('/home/ada/project/token')).toMatchObject({ mode: 0o600 });
  });

  it.each([
    ['--watch without a file', { watch: true }, {}],
    [
      'a variable that never changes',
      { watch: true, out: OUT },
      { ANTHROPIC_IDENTITY_TOKEN: jwt(claimsAt(NOON, 300)) },
    ],
    ['standard input', { watch: true, out: OUT, 'identity-token-file': '-' }, {}],
    ['a file onto itself', { out: OUT, 'identity-token-file': OUT }, {}],
  ] as const)('%s is refused', async (_story, input, env) => {
    const host = fakeHost({ env });
    await expect(run(host, input)).rejects.toMatchObject({ code: 'usage' });
    expect(host.disk.has(OUT)).toBe(false);
  });

  it('takes the file that it shall write for no source of it, though a variable names it for the SDKs', async () => {
    const host = runner({ env: { ...GITHUB, ANTHROPIC_IDENTITY_TOKEN_FILE: OUT } });
    await run(host, { out: OUT });
    expect(host.disk.get(OUT)?.text).toBe(jwt(claimsAt(NOON, 300)));
  });

  it('an expired token is not handed out', async () => {
    const host = fakeHost({ env: { ANTHROPIC_IDENTITY_TOKEN: jwt(claimsAt(NOON - 900, 300)) } });
    await expect(run(host, {})).rejects.toMatchObject({ code: 'identity-token' });
  });

  it('without any identity, it says where to look', async () => {
    await expect(run(fakeHost(), {})).rejects.toMatchObject({
      code: 'no-credential',
      hint: expect.stringContaining('ant federation detect'),
    });
  });
});

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
    });
    expect(times).toEqual([after]);
  });

  it('stops when the program that started it has ended, even before the token is due', async () => {
    const host = withParent(10);
    await keepFileFresh(host, held(NOON, 300), {
      parent: 4711,
      obtain: () => Promise.reject(new Error('not due')),
      deliver: async () => undefined,
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
    });
    expect(host.now()).toBeGreaterThanOrEqual(NOON + 10);
  });

  it('says once that there is trouble, tries again, and goes on with what it gets', async () => {
    const host = withParent(280);
    let asked = 0;
    const delivered: number[] = [];
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
    });
    expect(delivered).toHaveLength(1);
    expect(host.said.filter((line) => line.includes('still trying'))).toHaveLength(1);
  });

  it('fails with the last error once the old token has ended, and has not asked in a storm', async () => {
    const host = withParent(10_000);
    let asked = 0;
    const watching = keepFileFresh(host, held(NOON, 300), {
      parent: 4711,
      obtain: async () => {
        asked += 1;
        throw new AntError('network', 'runner.example did not answer');
      },
      deliver: async () => undefined,
    });
    await expect(watching).rejects.toMatchObject({ code: 'network' });
    expect(host.now()).toBeLessThan(NOON + 340);
    expect(asked).toBeLessThan(12);
  });

  it('a source that hands out the same token until it ends is asked again, without a word', async () => {
    const host = withParent(305);
    const first = held(NOON, 300);
    const delivered: number[] = [];
    await keepFileFresh(host, first, {
      parent: 4711,
      obtain: async () => (host.now() < NOON + 290 ? first : held(host.now(), 300)),
      deliver: async () => {
        delivered.push(host.now());
      },
    });
    expect(delivered).toHaveLength(1);
    expect(host.said).toHaveLength(1);
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
      }),
    ).rejects.toMatchObject({ code: 'interrupted' });
  });
});
