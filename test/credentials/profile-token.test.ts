import { expect, test } from 'vitest';
import { profileToken } from '../../src/credentials/profile-token.js';
import { selectProfile } from '../../src/credentials/selected-profile.js';
import type { HttpRequest, HttpResponse } from '../../src/host.js';
import { parseProfile } from '../../src/profiles/parse.js';
import { Secret } from '../../src/secret.js';
import { saveLogin } from '../../src/store/store.js';
import { fakeHost, NOON } from '../support/host.js';

const DIR = '/home/ada/.config/anthropic';
const FILE = `${DIR}/credentials/work.json`;
const UUID = '5a5db0c5-0000-4000-8000-000000000001';

const json = (body: object, status = 200): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'request-id': 'req_1' },
  body: JSON.stringify(body),
});
const granted = json({
  access_token: 'sk-ant-oat01-new',
  token_type: 'Bearer',
  expires_in: 3600,
  refresh_token: 'sk-ant-ort01-new',
});

type World = {
  readonly left?: number;
  readonly http?: (request: HttpRequest) => Promise<HttpResponse>;
  readonly profile?: object;
  readonly env?: Record<string, string>;
  readonly credentials?: object;
  readonly disk?: Record<string, string>;
};

function world({
  left = 3600,
  http = async () => granted,
  profile = {},
  env = {},
  credentials,
  disk,
}: World) {
  const text = JSON.stringify({
    version: '1.0',
    authentication: { type: 'user_oauth', client_id: 'client-1' },
    ...profile,
  });
  const host = fakeHost({
    env,
    http,
    disk: {
      [FILE]: JSON.stringify({
        version: '1.0',
        type: 'oauth_token',
        access_token: 'sk-ant-oat01-old',
        refresh_token: 'sk-ant-ort01-old',
        expires_at: NOON + left,
        account_email: 'ada@acme.example',
        future_key: { kept: true },
        ...credentials,
      }),
      ...disk,
    },
  });
  const parsed = parseProfile({ name: 'work', path: `${DIR}/configs/work.json`, text });
  const selected = selectProfile(host, parsed, { configDir: DIR });
  const kept = () => JSON.parse(host.disk.get(FILE)?.text ?? '{}');
  return { host, selected, kept };
}

test.each([
  ['a token with more than 120 s left is handed out as it is', 121, 'cached', 0],
  ['a token with 120 s left is renewed first', 120, 'refreshed', 1],
  ['an expired token is renewed', -1, 'refreshed', 1],
])('%s', async (_story, left, how, requests) => {
  const { host, selected } = world({ left });
  expect((await profileToken(host, selected, {})).how).toBe(how);
  expect(host.sent).toHaveLength(requests);
});

test('a renewal stores both new tokens and keeps the facts and keys it was not told about', async () => {
  const { host, selected, kept } = world({ left: 0 });
  const { login } = await profileToken(host, selected, {});
  expect(login.accessToken.reveal()).toBe('sk-ant-oat01-new');
  expect(kept()).toMatchObject({
    access_token: 'sk-ant-oat01-new',
    refresh_token: 'sk-ant-ort01-new',
    expires_at: NOON + 3600,
    account_email: 'ada@acme.example',
    future_key: { kept: true },
  });
});

test('an answer without a refresh token leaves the old one in place', async () => {
  const answer = json({ access_token: 'sk-ant-oat01-new', token_type: 'Bearer', expires_in: 3600 });
  const { host, selected, kept } = world({ left: 0, http: async () => answer });
  await profileToken(host, selected, {});
  expect(kept().refresh_token).toBe('sk-ant-ort01-old');
});

test('a refused renewal leaves the stored login exactly as it was', async () => {
  const http = async () => json({ error: 'invalid_grant' }, 400);
  const { host, selected, kept } = world({ left: 0, http });
  const before = kept();
  await expect(profileToken(host, selected, {})).rejects.toThrow(
    expect.objectContaining({
      code: 'no-credential',
      hint: expect.stringContaining('ant auth login --profile work'),
    }),
  );
  expect(kept()).toEqual(before);
});

test('when the platform cannot be reached, a token that still works is handed out with a warning', async () => {
  const http = async () => json({ error: 'server_error' }, 503);
  const usable = world({ left: 90, http });
  const token = await profileToken(usable.host, usable.selected, {});
  expect(token.how).toBe('cached');
  expect(token.warning).toContain('could not renew');
  const tooShort = world({ left: 30, http });
  await expect(profileToken(tooShort.host, tooShort.selected, {})).rejects.toThrow('503');
});

test('a token that nothing here renews is handed out for as long as the SDKs take it, with a warning', async () => {
  const lent = { refresh_token: undefined };
  const usable = world({ left: 31, credentials: lent });
  const token = await profileToken(usable.host, usable.selected, {});
  expect([token.how, usable.host.sent]).toEqual(['cached', []]);
  expect(token.warning).toMatch(/could not renew .* holds no refresh token/);
  const over = world({ left: 30, credentials: lent });
  await expect(profileToken(over.host, over.selected, {})).rejects.toMatchObject({
    code: 'no-credential',
  });
});

test.each<[string, World, string]>([
  [
    'the platform cannot be reached',
    { http: async () => json({ error: 'server_error' }, 503) },
    'network',
  ],
  [
    'there is nothing to renew it with',
    { credentials: { refresh_token: undefined } },
    'no-credential',
  ],
])('who insists on a renewal is told: %s', async (_story, given, code) => {
  const { host, selected } = world({ left: 90, ...given });
  await expect(profileToken(host, selected, { insist: true })).rejects.toMatchObject({ code });
  const fresh = world({ left: 3600, ...given });
  const { how } = await profileToken(fresh.host, fresh.selected, { insist: true });
  expect(how).toBe('cached');
});

test.each<[string, World]>([
  ['a variable', { env: { ANTHROPIC_BASE_URL: 'https://evil.example' } }],
  ['the profile itself', { profile: { base_url: 'https://evil.example' } }],
])(
  'E71: a refresh token is never sent where %s points when it was issued elsewhere',
  async (_story, given) => {
    const { host, selected } = world(given);
    await saveLogin(host, selected.shelf, {
      login: { accessToken: new Secret('sk-ant-oat01-ours'), expiresAt: NOON },
      renewal: {
        refreshToken: new Secret('sk-ant-ort01-ours'),
        clientId: 'client-1',
        origin: 'https://api.anthropic.com',
      },
    });
    await expect(profileToken(host, selected, {})).rejects.toThrow('api.anthropic.com');
    expect(host.sent).toEqual([]);
  },
);

test('E73: a login another tool wrote is bound to what its own profile says, not to a variable', async () => {
  const { host, selected } = world({
    left: 0,
    env: { ANTHROPIC_BASE_URL: 'https://evil.example' },
  });
  await expect(profileToken(host, selected, {})).rejects.toThrow();
  expect(host.sent).toEqual([]);
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const identityToken = (sub: string, exp = NOON + 300) =>
  `${part({ alg: 'RS256', kid: 'k' })}.${part({ iss: 'https://i.example', sub, aud: 'a', iat: NOON, exp })}.${'AAAA'.repeat(80)}`;
const federation = {
  organization_id: UUID,
  workspace_id: 'default',
  authentication: {
    type: 'oidc_federation',
    federation_rule_id: 'fdrl_1',
    identity_token: { source: 'file', path: '/run/token' },
  },
};

test('a federation profile is exchanged once and then served from its file', async () => {
  const { host, selected } = world({
    profile: federation,
    disk: { '/run/token': identityToken('job') },
  });
  expect((await profileToken(host, selected, {})).how).toBe('exchanged');
  expect((await profileToken(host, selected, {})).how).toBe('cached');
  expect(host.sent).toHaveLength(1);
  expect(JSON.parse(host.sent[0]?.body ?? '')).toMatchObject({
    federation_rule_id: 'fdrl_1',
    organization_id: UUID,
    workspace_id: 'default',
  });
});

test('a cached federation token is not used for another subject, even under the same profile', async () => {
  const { host, selected } = world({
    profile: federation,
    disk: { '/run/token': identityToken('job') },
  });
  await profileToken(host, selected, {});
  host.disk.set('/run/token', {
    kind: 'file',
    mode: 0o600,
    owner: 1000,
    links: 1,
    text: identityToken('other-job'),
  });
  expect((await profileToken(host, selected, {})).how).toBe('exchanged');
});

test('an expired identity token is named before anything is sent', async () => {
  const { host, selected } = world({
    profile: federation,
    disk: { '/run/token': identityToken('job', NOON - 60) },
  });
  await expect(profileToken(host, selected, {})).rejects.toThrow(
    expect.objectContaining({ code: 'identity-token' }),
  );
  expect(host.sent).toEqual([]);
});
