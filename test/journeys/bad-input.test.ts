import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ant } from '../support/ant.js';
import { tempDir } from '../support/temp.js';

const UUID = '5a5db0c5-0000-4000-8000-000000000001';
const IDS = ['--federation-rule', 'fdrl_1', '--organization-id', UUID];

/** One line that says what and where, then what to do: nothing else, and no stack. */
function expectOneLine(err: string, ...words: readonly (string | RegExp)[]): void {
  const lines = err.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^ant: error: /);
  expect(
    lines.slice(1).every((line) => /^ant: (hint|request id): /.test(line)),
    err,
  ).toBe(true);
  for (const word of words) expect(err).toMatch(word);
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A configuration directory with one login that is due for renewal at `baseUrl`. */
function configDir(baseUrl: string): { readonly dir: string; readonly file: string } {
  const dir = join(tempDir(), 'config');
  mkdirSync(join(dir, 'configs'), { recursive: true });
  mkdirSync(join(dir, 'credentials'), { mode: 0o700 });
  const authentication = { type: 'user_oauth', client_id: 'client-1' };
  writeFileSync(
    join(dir, 'configs', 'default.json'),
    JSON.stringify({ version: '1.0', base_url: baseUrl, authentication }),
  );
  const file = join(dir, 'credentials', 'default.json');
  const login = {
    access_token: 'sk-ant-oat01-old',
    refresh_token: 'sk-ant-ort01-old',
    expires_at: 1,
    // What `ant` notes beside a token: where it may be sent, and which token that is said of.
    ant: { origin: baseUrl, of_token: 'ant-oat01-old' },
  };
  writeFileSync(file, JSON.stringify(login), { mode: 0o600 });
  return { dir, file };
}

describe('a base URL that no secret may be sent to', () => {
  test.each([
    ['plain http off loopback', 'http://api.example.com', /plain http/],
    ['no scheme', 'api.anthropic.com', /https:\/\//],
    ['a host that only begins like loopback (E72)', 'http://localhost.evil.example', /plain http/],
    ['credentials in it (E72)', 'https://user:pw@api.anthropic.com', /user name or password/],
  ])('%s: exit 5, and nothing is sent', async (_story, url, words) => {
    const { dir, file } = configDir(url);
    const before = readFileSync(file, 'utf8');
    const { code, out, err } = await ant(['auth', 'refresh', '--config-dir', dir]);
    expect([code, out]).toEqual([5, '']);
    expectOneLine(err, words);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

describe('a token endpoint that does not answer as one: exit 5 or 4, the host named, nothing lost', () => {
  const JSON_TYPE = { 'content-type': 'application/json' };
  test.each<[string, RequestListener, RegExp]>([
    ['HTML', (_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<b>hi</b>'), /HTML/],
    ['nothing', (_q, r) => r.writeHead(200, JSON_TYPE).end(), /nothing/],
    [
      '50 MB',
      (_q, r) => r.writeHead(200, JSON_TYPE).end(Buffer.alloc(50_000_000, 32)),
      /1 MiB|larger|too/,
    ],
    [
      'a redirect',
      (_q, r) => r.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
      /redirect/,
    ],
    ['broken JSON', (_q, r) => r.writeHead(200, JSON_TYPE).end('{"access_token":'), /JSON/],
    ['a cut connection', (q) => q.socket.destroy(), /connection|reset|hung up/i],
    ['a failing server', (_q, r) => r.writeHead(503).end('<html>'), /503/],
  ])('%s', async (_story, answer, words) => {
    const url = await serve(answer);
    const { dir, file } = configDir(url);
    const before = readFileSync(file, 'utf8');
    const { code, out, err } = await ant(['auth', 'refresh', '--config-dir', dir]);
    expect([4, 5]).toContain(code);
    expect(out).toBe('');
    expectOneLine(err, words, new URL(url).host);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(join(dir, 'credentials')).filter((name) => name.includes('tmp'))).toEqual(
      [],
    );
  });

  test('nobody listening', async () => {
    const { dir } = configDir('http://127.0.0.1:9');
    const { code, err } = await ant(['auth', 'refresh', '--config-dir', dir]);
    expect(code).toBe(5);
    expectOneLine(err, '127.0.0.1:9');
  });
});

describe('a profile that cannot be meant', () => {
  test.each(['../x', 'a/b', 'a\\b', '..', 'x'.repeat(300), 'naïve'])(
    'the name %j: exit 2',
    async (name) => {
      for (const words of [
        ['whoami', '--profile', name],
        ['auth', 'login', '--profile', name],
        ['profile', 'show', name],
      ]) {
        const { code, out, err } = await ant(words, { env: { ANTHROPIC_CONFIG_DIR: tempDir() } });
        expect([2, 3], err).toContain(code);
        expect(`${out}${err}`).not.toMatch(/at .*\.js:\d/);
      }
    },
  );

  test('E65: a NUL cannot even be typed, and in a variable it is refused', async () => {
    const { code } = await ant(['profile', 'show'], { env: { ANTHROPIC_PROFILE: 'a\tb' } });
    expect(code).toBe(2);
  });

  test.each([
    ['not JSON', '{"version":', /not a JSON object/],
    ['an unknown type', '{"authentication":{"type":"magic"}}', /magic/],
    ['a newer version', '{"version":"2.0","authentication":{"type":"user_oauth"}}', /2\.0/],
  ])(
    'a config file that holds %s is refused by name and left as it is: exit 6',
    async (_story, text, words) => {
      const { dir } = configDir('https://api.anthropic.com');
      const path = join(dir, 'configs', 'default.json');
      writeFileSync(path, text);
      for (const words_ of [
        ['auth', 'refresh'],
        ['auth', 'print-credentials'],
        ['profile', 'show'],
      ]) {
        const { code, err } = await ant([...words_, '--config-dir', dir]);
        expect(code, err).toBe(6);
        expectOneLine(err, words, path);
      }
      expect((await ant(['auth', 'login', '--config-dir', dir, '--store', 'file'])).code).toBe(6);
      expect(readFileSync(path, 'utf8')).toBe(text);
    },
  );

  test('a missing named profile is exit 3 everywhere, never another profile', async () => {
    const { dir } = configDir('https://api.anthropic.com');
    for (const words of [
      ['auth', 'refresh'],
      ['auth', 'print-credentials', '--access-token'],
      ['whoami'],
    ]) {
      const { code, out, err } = await ant([...words, '--profile', 'gone', '--config-dir', dir]);
      expect(code).toBe(3);
      expect(`${out}${err}`).toContain('there is no profile "gone"');
    }
  });
});

describe('federation that cannot work is named before anything is sent', () => {
  const exchange = (words: readonly string[], input = '', env = {}) =>
    ant(['federation', 'exchange', ...words], {
      input,
      env: { ANTHROPIC_BASE_URL: 'http://127.0.0.1:9', ANTHROPIC_CONFIG_DIR: tempDir(), ...env },
    });

  test.each([
    ['empty', ''],
    ['not a JWT', 'hello'],
    ['too large', `a.${'b'.repeat(20_000)}.c`],
  ])('an identity token that is %s: exit 3', async (_story, token) => {
    const { code, err } = await exchange(['--identity-token-file', '-', ...IDS], token);
    expect(code).toBe(3);
    expectOneLine(err, 'standard input');
  });

  test('half-configured federation names everything that is missing and where to set it: exit 3', async () => {
    const { code, err } = await exchange([], '', { ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_1' });
    expect(code).toBe(3);
    expectOneLine(err, 'ANTHROPIC_ORGANIZATION_ID', '--identity-token-file');
  });

  test('an id of a wrong form names the flag it came from: exit 2', async () => {
    const { code, err } = await exchange(
      ['--identity-token-file', '-', ...IDS, '--workspace-id', 'Prod'],
      'a.b.c',
    );
    expect(code).toBe(2);
    expectOneLine(err, '--workspace-id');
  });
});

test('a flag that loses to a forgotten key is an error with the way out, not a silent loss: exit 2', async () => {
  const { dir } = configDir('https://api.anthropic.com');
  const { code, err } = await ant(['whoami', '--profile', 'default', '--config-dir', dir], {
    env: { ANTHROPIC_API_KEY: 'sk-ant-api03-test' },
  });
  expect(code).toBe(2);
  expectOneLine(err, '--ignore-env');
});

test('E10: a callback port that is taken is named, and no other is used in its place: exit 5', async () => {
  const port = new URL(await serve((_q, r) => r.end())).port;
  const { code, err } = await ant(
    ['auth', 'login', '--no-browser', '--callback-port', port, '--store', 'file'],
    {
      env: { ANTHROPIC_CONFIG_DIR: tempDir() },
    },
  );
  expect(code).toBe(5);
  expectOneLine(err, port);
});
