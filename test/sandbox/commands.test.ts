import { describe, expect, test } from 'vitest';
import { run as env } from '../../src/commands/sandbox/env.js';
import { run as history } from '../../src/commands/sandbox/history.js';
import { run as mint } from '../../src/commands/sandbox/mint.js';
import { run as start } from '../../src/commands/sandbox/start.js';
import { AntError } from '../../src/errors.js';
import type { HttpRequest } from '../../src/host.js';
import { decodeIdentityToken } from '../../src/jwt/decode.js';
import { DEFAULT_SEED } from '../../src/sandbox/default-seed.js';
import { fakeHost } from '../support/host.js';
import { exchange, mintToken, platform, read } from './platform.js';

const refused = async (): Promise<never> => {
  throw new AntError('network', 'localhost refused the connection');
};

/** The default seed, but that its first rule lets everybody in. */
const loose = (() => {
  const seed = JSON.parse(JSON.stringify(DEFAULT_SEED));
  seed.organizations[0].federation_rules[0].match = { condition: 'true' };
  return seed;
})();

describe('ant sandbox start', () => {
  /** A started sandbox, and the way to stop it. */
  async function started(input: Parameters<typeof start>[1], disk = {}) {
    const stop = new AbortController();
    const host = fakeHost({ disk, interrupt: stop.signal });
    const running = start(host, input);
    await expect.poll(() => host.listeners.size).toBe(1);
    const [port = 0, handle] = [...host.listeners][0] ?? [];
    const ask = (path: string, request: Partial<HttpRequest> = {}) =>
      handle?.({
        method: 'GET',
        url: `http://localhost:${port}${path}`,
        headers: { 'x-ant-sandbox': '1' },
        ...request,
      });
    const end = async () => {
      stop.abort('SIGINT');
      return running;
    };
    return { host, port, ask, end };
  }

  test('serves on port 8421, says how to use it, and stops cleanly', async () => {
    const { host, port, ask, end } = await started({});
    expect(port).toBe(8421);
    expect((await ask('/sandbox/info'))?.status).toBe(200);
    const answer = await end();
    expect(host.listeners.size).toBe(0);
    expect(answer.exitCode ?? 0).toBe(0);
    expect(host.out).toEqual([]);
    expect(host.said.join('\n')).toContain('eval "$(ant sandbox env)"');
    expect(host.said.join('\n')).toContain('not the real Claude Platform');
    expect(host.said).toContain('GET /sandbox/info 200');
  });

  test('with --json prints where it listens, once, as soon as it does', async () => {
    const { host, port, end } = await started({ port: 0, json: true });
    expect(port).not.toBe(0);
    const base_url = `http://localhost:${port}`;
    expect(host.out.map((text) => JSON.parse(text))).toEqual([{ sandbox: true, port, base_url }]);
    expect(host.said.join('\n')).toContain(`ant sandbox env --port ${port}`);
    expect((await end()).value).toBeUndefined();
    expect(host.out).toHaveLength(1);
  });

  test('keeps its state in a private file, and goes on from it', async () => {
    const body = JSON.stringify({ issuer: 'aws' });
    const first = await started({ state: '/state.json' });
    await first.ask('/sandbox/mint', { method: 'POST', body });
    await first.end();
    const { files } = first.host;
    const kept = await files.read('/state.json');
    expect(kept).toMatchObject({ kind: 'file', mode: 0o600 });
    const second = await started({ state: '/state.json' }, { '/state.json': kept?.text });
    const keys = await second.ask('/issuers/aws/jwks');
    expect(JSON.parse(keys?.body ?? '').keys[0].kid).toMatch(/^sandbox-/);
    await second.end();
    expect((await second.host.files.read('/state.json'))?.text).toBe(kept?.text);
  });

  test.each([
    ['a seed that is not there', { seed: '/none.json' }, {}, 'no seed file at /none.json'],
    ['a seed that is wrong', { seed: '/seed.json' }, { '/seed.json': '[]' }, '/seed.json must'],
    [
      'a seed with a rule that can not be',
      { seed: '/seed.json' },
      { '/seed.json': JSON.stringify(loose) },
      'federation_rules[0].match is none that can be: condition: it is true for every token',
    ],
    ['a state that is wrong', { state: '/s.json' }, { '/s.json': '{}' }, '/s.json does not hold'],
  ])('%s is a file error, and nothing listens', async (_what, input, disk, message) => {
    const host = fakeHost({ disk });
    await expect(start(host, input)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining(message),
    });
    expect(host.listeners.size).toBe(0);
  });
});

describe('ant sandbox mint', () => {
  /** A machine whose network is one running sandbox. */
  const beside = (world = platform()) => fakeHost({ http: world.handle });

  test('prints a token that is what was asked for, and nothing else', async () => {
    const host = beside();
    const claim = ['environment=prod=eu', 'groups=["a"]', 'nbf=1', 'run_id=7', 'empty='];
    const given = {
      issuer: 'github-actions',
      sub: 'repo:a/b:pull_request',
      ttl: 60,
      audience: 'x',
    };
    const answer = await mint(host, { ...given, claim });
    const text = answer.text();
    expect(text).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const claims = decodeIdentityToken(text.trim())?.claims;
    expect(claims).toMatchObject({
      sub: 'repo:a/b:pull_request',
      aud: 'x',
      environment: 'prod=eu',
      groups: ['a'],
      nbf: 1,
      run_id: '7',
      empty: '',
    });
    expect(Number(claims?.exp) - Number(claims?.iat)).toBe(60);
    expect(host.sent[0]?.url).toBe('http://localhost:8421/sandbox/mint');
    expect(host.said).toEqual([]);
  });

  test.each([
    ['no issuer', {}, '--issuer is missing'],
    ['a claim without a value', { issuer: 'aws', claim: ['x'] }, '--claim is not a name'],
    ['a claim without a name', { issuer: 'aws', claim: ['=x'] }, '--claim is not a name'],
    ['broken JSON', { issuer: 'aws', claim: ['x={'] }, '--claim x starts like JSON'],
    ['an unknown issuer', { issuer: 'jenkins' }, 'the sandbox says: no issuer has that name'],
  ])('%s is a usage error', async (_what, input, message) => {
    await expect(mint(beside(), input)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(message),
    });
  });

  test.each([
    ['nobody listens', refused],
    ['something else listens', async () => ({ status: 200, headers: {}, body: '{}' })],
  ])('where %s, says how to start it', async (_what, http) => {
    const input = { issuer: 'aws', port: 9000 };
    await expect(mint(fakeHost({ http }), input)).rejects.toMatchObject({
      code: 'network',
      message: 'no sandbox answers on port 9000',
      hint: 'start it with: ant sandbox start --port 9000',
    });
  });
});

describe('ant sandbox history', () => {
  test('says of each exchange what came of it and why', async () => {
    const world = platform();
    await exchange(world, await mintToken(world));
    const sub = 'repo:acme/api:pull_request';
    const denied = await exchange(world, await mintToken(world, { sub }));
    const answer = await history(fakeHost({ http: world.handle }), {});
    expect(answer.value).toMatchObject([{ outcome: 'granted' }, { outcome: 'denied' }]);
    const [first, second] = answer.text().split('\n\n');
    expect(first).toContain('2026-11-22 12:00 UTC  granted\n');
    expect(second).toContain('denied: match_subject_prefix');
    expect(second).toContain(sub);
    expect(second).toContain(read(denied).request_id);
  });

  test('E83: what a token says of itself reaches the terminal without its control characters', async () => {
    const world = platform();
    await exchange(world, await mintToken(world, { sub: 'a\u001b]52;c;x\u0007b' }));
    const answer = await history(fakeHost({ http: world.handle }), {});
    expect(answer.text()).not.toContain('\u001b');
    expect(answer.text()).not.toContain('\u0007');
  });

  test('says so when nothing has been tried', async () => {
    const host = fakeHost({ http: platform().handle });
    expect((await history(host, {})).text()).toBe('');
    expect(host.said).toEqual(['no exchange has been tried yet']);
  });
});

describe('ant sandbox env', () => {
  const lines = async (input: Parameters<typeof env>[1], given = {}) =>
    (await env(fakeHost(given), input)).text();

  test.each([
    [
      'sh by default',
      {},
      "export ANTHROPIC_BASE_URL='http://localhost:8421'\nexport ANTHROPIC_CONSOLE_URL='http://localhost:8421'\nexport ANTHROPIC_CONFIG_DIR='/home/ada/.config/anthropic-sandbox'\n",
    ],
    [
      'another port and shell',
      { port: 9000, shell: 'powershell' as const },
      "$Env:ANTHROPIC_BASE_URL = 'http://localhost:9000'\n$Env:ANTHROPIC_CONSOLE_URL = 'http://localhost:9000'\n$Env:ANTHROPIC_CONFIG_DIR = '/home/ada/.config/anthropic-sandbox'\n",
    ],
  ])('%s', async (_what, input, text) => {
    expect(await lines(input)).toBe(text);
  });

  test('a real key that would be sent to the sandbox is named, and not shown', async () => {
    const host = fakeHost({ env: { ANTHROPIC_API_KEY: 'key-of-mine', ANTHROPIC_AUTH_TOKEN: '' } });
    await env(host, {});
    expect(host.said).toEqual([expect.stringContaining('unset ANTHROPIC_API_KEY')]);
    expect(host.said.join()).not.toContain('key-of-mine');
  });

  test('asked twice, the directory stays the same', async () => {
    const ANTHROPIC_CONFIG_DIR = '/home/ada/.config/anthropic-sandbox';
    expect(await lines({}, { env: { ANTHROPIC_CONFIG_DIR } })).toContain(
      `ANTHROPIC_CONFIG_DIR='${ANTHROPIC_CONFIG_DIR}'\n`,
    );
  });
});
