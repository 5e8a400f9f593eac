import { expect, test } from 'vitest';
import { type FederationPlan, federatedToken } from '../../src/credentials/federated-token.js';
import { AntError } from '../../src/errors.js';
import type { Env, HttpRequest, HttpResponse } from '../../src/host.js';
import { fakeHost, NOON } from '../support/host.js';

const DIR = '/home/ada/.config/anthropic';
const UUID = '5a5db0c5-0000-4000-8000-000000000001';

const json = (body: object, status = 200): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const grant = (name = 'new', seconds = 600) =>
  json({ access_token: `sk-ant-oat01-${name}`, token_type: 'Bearer', expires_in: seconds });
const DENIED = json({ type: 'error', error: { type: 'authentication_error', message: 'no' } }, 401);

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const identityToken = (claims: object) =>
  `${part({ alg: 'RS256', kid: 'k' })}.${part({ iss: 'https://i.example', sub: 'job', aud: 'a', iat: NOON, exp: NOON + 3600, ...claims })}.${'AAAA'.repeat(80)}`;

type World = {
  readonly http?: (request: HttpRequest) => Promise<HttpResponse>;
  readonly claims?: object;
  readonly env?: Env;
  readonly configDir?: boolean;
};

function world({
  http = async () => grant(),
  claims = { jti: 'one' },
  env = {},
  configDir = true,
}: World = {}) {
  const host = fakeHost({
    http,
    env: { TOKEN: identityToken(claims), ...env },
    ...(configDir && { disk: { [`${DIR}/active_config`]: 'default' } }),
  });
  const plan: FederationPlan = {
    baseUrl: { value: 'https://api.anthropic.com', origin: 'the default' },
    inputs: {
      federationRuleId: { value: 'fdrl_1', origin: '--federation-rule' },
      organizationId: { value: UUID, origin: '--organization-id' },
    },
    identityToken: { kind: 'variable', name: 'TOKEN' },
    configDir: DIR,
  };
  return { host, get: (wanted = {}) => federatedToken(host, plan, wanted) };
}

test('with variables alone, the token is kept for the next command, for us only', async () => {
  const { host, get } = world();
  expect((await get()).how).toBe('exchanged');
  expect((await get()).how).toBe('cached');
  expect(host.sent).toHaveLength(1);
  const cache = [...host.disk].find(([path]) => path.includes('/credentials/federation-ant/'));
  expect(cache?.[1].mode).toBe(0o600);
});

test.each([
  ['no JSON', 'half a {', 1],
  ['nothing', '', 0],
  ['no token', '{"later":true}', 0],
  ['no token that could be sent', '{"access_token":"a b"}', 0],
])('E64: a file for it that holds %s makes room for another', async (_story, text, copies) => {
  const { host, get } = world({ claims: {} });
  await get();
  const [path = '', entry] =
    [...host.disk].find(([each]) => each.includes('/federation-ant/')) ?? [];
  host.disk.set(path, { ...(entry ?? expect.fail('nothing is kept')), text });
  expect((await get()).how).toBe('exchanged');
  expect((await get()).how).toBe('cached');
  expect(host.said).toHaveLength(copies);
  expect(host.disk.has(`${path}.corrupt-1`)).toBe(copies === 1);
});

test('on a machine that has no configuration directory, none is made', async () => {
  const { host, get } = world({ configDir: false, claims: {} });
  expect((await get()).how).toBe('exchanged');
  expect((await get()).how).toBe('exchanged');
  expect([...host.disk.keys()]).toEqual([]);
});

test('E49: there, too, an assertion that buys one token is not sent twice', async () => {
  const { host, get } = world({ configDir: false });
  expect((await get()).how).toBe('exchanged');
  const again = await get({ force: true });
  expect(again).toMatchObject({ how: 'cached', warning: expect.stringContaining('already spent') });
  expect(host.sent).toHaveLength(1);
});

test('E49: fifty at once with one assertion exchange once, and all have its token', async () => {
  const { host, get } = world();
  const tokens = await Promise.all(Array.from({ length: 50 }, () => get({ force: true })));
  expect(host.sent).toHaveLength(1);
  expect(new Set(tokens.map(({ login }) => login.accessToken.reveal())).size).toBe(1);
});

test('E49: an assertion that was spent is not sent again, even when forced; its token is served', async () => {
  const { host, get } = world();
  await get();
  host.pass(90);
  const again = await get({ force: true });
  expect(again.how).toBe('cached');
  expect(again.warning).toBe(
    'the identity token from TOKEN was already spent 90 s ago, so the access token it bought is used again',
  );
  expect(host.sent).toHaveLength(1);
});

test('E49: when its token has run out too, that is said, with when, and nothing is sent', async () => {
  const { host, get } = world();
  await get();
  host.pass(700);
  await expect(get()).rejects.toMatchObject({
    code: 'identity-token',
    message: expect.stringContaining('already spent 700 s ago'),
  });
  expect(host.sent).toHaveLength(1);
});

test.each<[string, World]>([
  ['an assertion without a jti', { claims: {} }],
  ['one of an issuer said not to check it', { env: { ANT_REUSE_IDENTITY_TOKEN: '1' } }],
])('%s may be sent again', async (_story, given) => {
  const { host, get } = world(given);
  await get();
  host.pass(700);
  expect((await get()).how).toBe('exchanged');
  expect(host.sent).toHaveLength(2);
});

const network = (code: string) => async () => {
  throw new AntError('network', 'no', { cause: Object.assign(new Error(), { code }) });
};

test.each<[string, () => Promise<HttpResponse>, number]>([
  ['a clear no: it bought nothing, and may be tried on a mended rule', async () => DENIED, 2],
  ['never reached the server', network('ECONNREFUSED'), 2],
  ['a certificate that was not trusted: it was not sent', network('CERT_HAS_EXPIRED'), 2],
  ['cut off while it was asked: it may have been taken', network('ECONNRESET'), 1],
  ['a failing server: it may have been taken', async () => json({}, 503), 1],
])('E33: after %s', async (_story, http, requests) => {
  const { host, get } = world({ http });
  await expect(get()).rejects.toThrow();
  await expect(get()).rejects.toThrow();
  expect(host.sent).toHaveLength(requests);
});

test('the ledger holds no part of an assertion, and forgets it an hour after it has expired', async () => {
  const { host, get } = world();
  await get();
  const notes = () => [...host.disk.keys()].filter((path) => path.startsWith(`${DIR}/spent/`));
  expect(notes()).toHaveLength(1);
  expect(notes()[0]).toMatch(new RegExp(`/${NOON + 3600}\\.[\\w-]{43}$`));
  host.pass(3600 + 3601);
  Object.assign(host.env, { TOKEN: identityToken({ jti: 'two', exp: NOON + 10_000 }) });
  await get();
  expect(notes()).toHaveLength(1);
});

test('where nothing can be written the exchange succeeds, and says what that means', async () => {
  const { host, get } = world();
  Object.assign(host.files, {
    write: async () => {
      throw new AntError('file', 'could not write: the file system is read-only');
    },
  });
  const token = await get();
  expect(token.how).toBe('exchanged');
  expect(token.warning).toContain('not kept for the next command');
});
