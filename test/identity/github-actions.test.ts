import { expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import type { Env } from '../../src/host.js';
import { askSource } from '../../src/identity/ask-source.js';
import { githubActions } from '../../src/identity/github-actions.js';
import type { SourceOrigin } from '../../src/identity/origin.js';
import { decodeIdentityToken } from '../../src/jwt/decode.js';
import { fakeHost } from '../support/host.js';
import { askingHost, startStandin } from '../support/standin.js';

const AUDIENCE = 'https://api.anthropic.com';
const RUNNER = { GITHUB_ACTIONS: 'true' };

const origin = (settings: SourceOrigin['settings'] = {}): SourceOrigin => ({
  kind: 'source',
  id: 'github-actions',
  audience: AUDIENCE,
  settings,
  from: '--source',
});

async function askStandin(failure?: string, more: Env = {}) {
  const standin = await startStandin('github-actions', ...(failure ? [failure] : []));
  const { url = '', bearer } = standin.ready;
  const host = askingHost({
    ...RUNNER,
    ACTIONS_ID_TOKEN_REQUEST_URL: url,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer,
    ...more,
  });
  const settings = { request_host: new URL(url).host };
  const asked = askSource(host, origin(settings));
  const error = await asked.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return { standin, host, asked, error };
}

test('a job gets a token for the audience it asks for', async () => {
  const { asked, standin } = await askStandin();
  const claims = decodeIdentityToken((await asked).reveal())?.claims;
  expect(claims).toMatchObject({ aud: AUDIENCE, sub: 'repo:acme/api:ref:refs/heads/main' });
  await expect
    .poll(() => standin.heard)
    .toEqual([
      {
        method: 'GET',
        path: '/token',
        query: `?api-version=2.0&audience=${encodeURIComponent(AUDIENCE)}`,
        status: 200,
      },
    ]);
});

test('who cannot reach the service is sent to what leads there, and not to the platform’s own address', async () => {
  const nobody = { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:1/token' };
  const host = askingHost({ ...RUNNER, ...nobody, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer' });
  await expect(askSource(host, origin({ request_host: '127.0.0.1:1' }))).rejects.toMatchObject({
    code: 'network',
    message: '127.0.0.1:1 refused the connection',
    hint: expect.stringMatching(/^(?!.*--base-url).*ant federation detect/),
  });
});

test('E51: a busy service is asked again when it says, and no sooner', async () => {
  const { asked, host, standin } = await askStandin('busy');
  await asked;
  expect(host.slept).toEqual([2000, 2000]);
  await expect.poll(() => standin.heard).toHaveLength(3);
});

test('a service that is unwell for a moment is asked again', async () => {
  const { asked } = await askStandin('unwell');
  await expect(asked).resolves.toBeDefined();
});

test.each([
  [
    'forbidden',
    /127\.0\.0\.1:\d+ answered 403: this job may not request an identity token/,
    /id-token: write/,
  ],
  ['always-busy', /answered 429/, /federation detect/],
  ['elsewhere', /answered 302/, /federation detect/],
  ['page', /answered without a JWT in "value"/, /does not speak the protocol/],
  ['empty', /answered without a JWT in "value"/, /does not speak/],
  ['other-audience', /made a token for the audience "https:\/\/github\.com\/acme"/, /--audience/],
])('a service that answers with %s is named, with the way out', async (failure, says, hints) => {
  const { error } = await askStandin(failure);
  expect(error).toBeInstanceOf(AntError);
  expect(error).toMatchObject({ code: 'identity-token', message: expect.stringMatching(says) });
  expect(error).toMatchObject({ hint: expect.stringMatching(hints) });
});

test('E51: an hour of waiting is not begun, and a storm of retries is none', async () => {
  const { host, standin } = await askStandin('always-busy');
  expect(host.slept).toEqual([]);
  await expect.poll(() => standin.heard).toHaveLength(1);
});

test('E32: a service that echoes the request token does not get it into a message', async () => {
  const { error, standin } = await askStandin('echo');
  expect(JSON.stringify([error, String(error)])).not.toContain(standin.ready.bearer);
  expect(error).toBeInstanceOf(AntError);
});

test('a request token that is not the runner’s is refused by name', async () => {
  const { error } = await askStandin(undefined, { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'old' });
  expect(error).toMatchObject({ message: expect.stringMatching(/answered 401/) });
});

test.each([
  ['https://evil.example/token'],
  ['https://actions.githubusercontent.com.evil.example/token'],
  ['https://evilactions.githubusercontent.com/token'],
  ['http://pipelines.actions.githubusercontent.com/token'],
  ['https://user:secret@pipelines.actions.githubusercontent.com/token'],
  ['http://127.0.0.1:1/token'],
  ['file:///etc/passwd'],
  ['not an address'],
])('E51: the request token is not sent to %s', async (url) => {
  const host = fakeHost({
    env: { ...RUNNER, ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer' },
  });
  await expect(askSource(host, origin())).rejects.toThrow(
    /ACTIONS_ID_TOKEN_REQUEST_URL (points to|is not)/,
  );
  expect(host.sent).toEqual([]);
});

test.each([
  ['https://run-actions-1.actions.githubusercontent.com/x?api-version=2.0', {}],
  [
    'https://ghe.acme.example/_services/pipelines/x',
    { GITHUB_SERVER_URL: 'https://ghe.acme.example' },
  ],
  ['https://pipelines.acme.ghe.com/x', { GITHUB_SERVER_URL: 'https://acme.ghe.com' }],
])('the runners of github.com, Enterprise Server and ghe.com are asked: %s', async (url, env) => {
  const host = fakeHost({
    env: {
      ...RUNNER,
      ...env,
      ACTIONS_ID_TOKEN_REQUEST_URL: url,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer',
    },
    http: async () => ({ status: 200, headers: {}, body: '{"value":"a.b.c"}' }),
  });
  await expect(askSource(host, origin())).resolves.toBeDefined();
  const [sent] = host.sent;
  expect(new URL(sent?.url ?? '').searchParams.get('audience')).toBe(AUDIENCE);
});

test.each<[string, Env, object]>([
  ['elsewhere', {}, { state: 'absent', lookedFor: ['GITHUB_ACTIONS'] }],
  [
    'E52: without the permission',
    RUNNER,
    { state: 'broken', fix: expect.stringContaining('id-token: write') },
  ],
  [
    'E52: on a fork’s pull request',
    { ...RUNNER, GITHUB_EVENT_NAME: 'pull_request' },
    { state: 'broken', because: expect.stringContaining('fork') },
  ],
  [
    'E53: with half of the variables',
    { ...RUNNER, ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x' },
    {
      state: 'broken',
      because: expect.stringContaining('ACTIONS_ID_TOKEN_REQUEST_TOKEN is not set'),
      fix: expect.stringMatching(
        /docker run( -e (GITHUB_ACTIONS|ACTIONS_ID_TOKEN_REQUEST_\w+)){3} /,
      ),
    },
  ],
  [
    'with the permission',
    {
      ...RUNNER,
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://run.actions.githubusercontent.com/token',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'y',
    },
    { state: 'present' },
  ],
  [
    'E51: with a request URL that is not encrypted',
    {
      ...RUNNER,
      ACTIONS_ID_TOKEN_REQUEST_URL: 'http://run.actions.githubusercontent.com/token',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'y',
    },
    { state: 'broken', because: expect.stringContaining('is not this platform') },
  ],
  [
    'E51: with a request URL that leads elsewhere',
    {
      ...RUNNER,
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://evil.example/token',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'y',
    },
    { state: 'broken', because: expect.stringContaining('is not this platform') },
  ],
])('detection %s', async (_, env, detection) => {
  const host = fakeHost({ env });
  expect(await githubActions.detect(host, {})).toMatchObject(detection);
  expect(host.sent).toEqual([]);
});

test.each(['requst_host', 'constructor'])(
  'the setting %s, which it has not, is named, with those there are',
  async (name) => {
    const host = fakeHost({ env: RUNNER });
    await expect(askSource(host, origin({ [name]: 'x' }))).rejects.toMatchObject({
      code: 'usage',
      hint: expect.stringContaining('request_host'),
    });
  },
);
