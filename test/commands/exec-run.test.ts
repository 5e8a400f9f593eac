import { describe, expect, it } from 'vitest';
import type { AttachedOptions } from '../../src/attached.js';
import { run } from '../../src/commands/exec/exec.js';
import { AntError } from '../../src/errors.js';
import type { HttpResponse } from '../../src/host.js';
import { type FakeHost, fakeHost, NOON } from '../support/host.js';

const DIR = '/home/ada/.config/anthropic';
const LENT = '/run/lent';

type Story = {
  readonly expiresIn?: number;
  /** What the token endpoint says, besides the tokens. */
  readonly grants?: Readonly<Record<string, unknown>>;
  /** What the program does while it runs. */
  readonly meanwhile?: (host: FakeHost, options: AttachedOptions) => Promise<void>;
};

/** Time passes only where everyone else has done what they could. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A machine where somebody of organization `org-a` is signed in, and where programs leave a trace. */
function machine({ expiresIn = 3600, grants = {}, meanwhile }: Story) {
  let tokens = 0;
  const http = async (): Promise<HttpResponse> => {
    tokens += 1;
    const body = { access_token: `token-number-${tokens}`, expires_in: 3600, ...grants };
    const headers = { 'content-type': 'application/json' };
    return { status: 200, headers, body: JSON.stringify(body) };
  };
  const authentication = { type: 'user_oauth', client_id: 'client-1' };
  const login = {
    access_token: 'token-number-0',
    refresh_token: 'refresh-number-0',
    expires_at: NOON + expiresIn,
    organization_uuid: 'org-a',
  };
  const seen: { env?: AttachedOptions['env']; removed: boolean } = { removed: false };
  const remove = async () => {
    seen.removed = true;
  };
  const host: FakeHost = fakeHost({
    http,
    sleep: async (milliseconds) => {
      await turn();
      host.pass(milliseconds / 1000);
    },
    disk: {
      [`${DIR}/configs/default.json`]: JSON.stringify({ version: '1.0', authentication }),
      [`${DIR}/credentials/default.json`]: JSON.stringify(login),
    },
    attached: {
      directory: async () => ({ path: LENT, remove }),
      run: async (_command, options) => {
        seen.env = options.env;
        await meanwhile?.(host, options);
        return { exitCode: 4, followSuit: () => undefined };
      },
    },
  });
  return { host, seen };
}

/** Waits until the machine's clock shows as many seconds after noon. */
async function until(host: FakeHost, seconds: number): Promise<void> {
  while (host.now() < NOON + seconds) await turn();
}

async function lentFile(host: FakeHost, name = 'default'): Promise<Record<string, unknown>> {
  const view = await host.files.read(`${LENT}/credentials/${name}.json`);
  return JSON.parse(view?.text ?? '{}');
}

const input = { command: ['program'] };

describe('ant exec', () => {
  it('ends as the program ended, prints nothing itself and takes back what it lent', async () => {
    const { host, seen } = machine({});
    expect(await run(host, input)).toMatchObject({ value: undefined, exitCode: 4 });
    expect({ said: host.said, out: host.out, removed: seen.removed }).toEqual({
      said: [],
      out: [],
      removed: true,
    });
    expect(seen.env).toEqual({ ANTHROPIC_CONFIG_DIR: LENT, ANTHROPIC_PROFILE: 'default' });
  });

  it('replaces the token while the program runs, without what renews it, and masks old and new', async () => {
    const { host } = machine({
      expiresIn: 200,
      meanwhile: async (_, { filter }) => {
        await until(host, 100);
        expect(await lentFile(host)).toMatchObject({ access_token: 'token-number-1' });
        expect(await lentFile(host)).not.toHaveProperty('refresh_token');
        const both = filter?.().push(Buffer.from('token-number-0 token-number-1\n'));
        expect(String(both)).toBe('[masked] [masked]\n');
      },
    });
    expect(await run(host, input)).toMatchObject({ exitCode: 4 });
    expect(host.said).toEqual([]);
  });

  it('keeps the program out of an organization that its profile is signed in to meanwhile', async () => {
    const { host } = machine({
      expiresIn: 200,
      grants: { organization: { uuid: 'org-b' } },
      meanwhile: async () => {
        await until(host, 100);
        expect(await lentFile(host)).toMatchObject({ access_token: 'token-number-0' });
      },
    });
    await run(host, input);
    expect(host.said).toEqual([
      'ant: warning: could not renew the token: its profile is now signed in to somewhere else; still trying (the program’s token ends 2026-11-22 12:03 UTC)',
    ]);
  });

  describe('with federation flags', () => {
    const TOKEN_FILE = '/ci/identity-token';
    const flags = {
      ...input,
      'identity-token-file': TOKEN_FILE,
      'federation-rule': 'fdrl_1',
      'organization-id': '5a5db0c5-0000-4000-8000-000000000001',
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: 'https://i.example', sub: 'job', aud: 'a', iat: NOON, exp: NOON + 300 };
    const present = (host: FakeHost, jti: string) =>
      host.files.write(
        TOKEN_FILE,
        `${part({ alg: 'RS256', kid: 'k' })}.${part({ ...claims, jti })}.${'AAAA'.repeat(80)}`,
        { mode: 0o600, directoryMode: 0o700 },
      );

    it('lends the token that they buy, whoever is signed in, and renews it as the file is replaced', async () => {
      const { host, seen } = machine({
        grants: { expires_in: 200 },
        meanwhile: async () => {
          await present(host, 'second');
          expect(await lentFile(host, 'exec')).toMatchObject({ access_token: 'token-number-1' });
          await until(host, 100);
          expect(await lentFile(host, 'exec')).toMatchObject({ access_token: 'token-number-2' });
        },
      });
      await present(host, 'first');
      await run(host, flags);
      expect(seen.env).toEqual({ ANTHROPIC_CONFIG_DIR: LENT, ANTHROPIC_PROFILE: 'exec' });
      expect(host.said).toEqual([]);
    });

    it('says when a program outlives what a single-use identity token bought', async () => {
      const { host } = machine({
        grants: { expires_in: 60 },
        meanwhile: async () => until(host, 90),
      });
      await present(host, 'only');
      await run(host, flags);
      expect(host.said).toEqual([
        expect.stringMatching(
          /already spent 15 s ago, .*; still trying \(the program’s token ends 2026-11-22 12:01 UTC\)$/,
        ),
      ]);
    });

    it('takes no identity token from standard input, which is the program’s', async () => {
      const { host } = machine({});
      const piped = run(host, { ...flags, 'identity-token-file': '-' });
      await expect(piped).rejects.toMatchObject({
        code: 'usage',
        hint: /--identity-token-file FILE/,
      });
    });
  });

  it('takes back what it lent to a program that cannot be started', async () => {
    const problem = new AntError('command-not-found', 'could not start program: no such program');
    const { host, seen } = machine({ meanwhile: () => Promise.reject(problem) });
    await expect(run(host, input)).rejects.toBe(problem);
    expect(seen.removed).toBe(true);
  });

  it.each(['', 'http://gateway.example', 'gateway'])(
    'E27: sends no program to %j with a key of the environment',
    async (typed) => {
      const { host, seen } = machine({});
      const env = { ANTHROPIC_API_KEY: 'minted-for-a-test' };
      const lent = run({ ...host, env }, { ...input, 'base-url': typed });
      await expect(lent).rejects.toMatchObject({ code: 'network' });
      expect(seen.env).toBeUndefined();
    },
  );

  it('leaves a gateway that the environment names to the program, which judges it by itself', async () => {
    const { host, seen } = machine({});
    const ANTHROPIC_BASE_URL = 'http://gateway.example:4000';
    const env = { ANTHROPIC_API_KEY: 'minted-for-a-test', ANTHROPIC_BASE_URL };
    await run({ ...host, env }, input);
    expect(seen.env).toMatchObject(env);
  });

  it('starts nothing once it has been interrupted', async () => {
    const { host, seen } = machine({});
    const interrupt = AbortSignal.abort('SIGINT');
    await expect(run({ ...host, interrupt }, input)).rejects.toMatchObject({ code: 'interrupted' });
    expect(seen).toEqual({ removed: true });
  });
});
