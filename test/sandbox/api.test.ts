import { describe, expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../src/host.js';
import {
  ACME,
  asBearer,
  DEFAULT_WORKSPACE,
  exchange,
  login,
  mintToken,
  type Platform,
  PRODUCTION,
  platform,
  read,
  STAGING,
} from './platform.js';

const VERSION = { 'anthropic-version': '2023-06-01' };
const BOUND_KEY = 'sk-ant-api03-sandbox-production';
const PERSONAL_KEY = 'sk-ant-api03-sandbox-ada';

const models = (world: Platform, headers: HttpRequest['headers'], limit = 1) =>
  world.get(`/v1/models?limit=${limit}`, headers);

async function userToken(world: Platform, query = {}): Promise<string> {
  return (await login(world, query, {})).access_token;
}

async function workloadToken(world: Platform): Promise<string> {
  return read(await exchange(world, await mintToken(world))).access_token;
}

describe('GET /v1/models names the caller', () => {
  test.each<[string, (world: Platform) => Promise<HttpRequest['headers']>, string]>([
    ['a person', async (world) => asBearer(await userToken(world)), DEFAULT_WORKSPACE],
    [
      'a person who names the workspace of the token',
      async (world) => ({
        ...asBearer(await userToken(world, { workspace_id: STAGING })),
        'anthropic-workspace-id': STAGING,
      }),
      STAGING,
    ],
    ['a workload', async (world) => asBearer(await workloadToken(world)), PRODUCTION],
    [
      'a workload, whatever workspace the header names',
      async (world) => ({
        ...asBearer(await workloadToken(world)),
        'anthropic-workspace-id': 'wrkspc_nowhere',
      }),
      PRODUCTION,
    ],
    [
      'a key as bearer',
      async () => ({ ...VERSION, authorization: `Bearer ${BOUND_KEY}` }),
      PRODUCTION,
    ],
    ['a key as x-api-key', async () => ({ ...VERSION, 'x-api-key': BOUND_KEY }), PRODUCTION],
    [
      'a personal key that names a workspace',
      async () => ({ ...VERSION, 'x-api-key': PERSONAL_KEY, 'anthropic-workspace-id': STAGING }),
      STAGING,
    ],
  ])('%s', async (_who, credential, workspace) => {
    const world = platform();
    const answer = await models(world, await credential(world));
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'request-id': expect.stringMatching(/^req_\w+$/),
        'anthropic-organization-id': ACME,
        'anthropic-workspace-id': workspace,
        'x-ant-sandbox': '1',
      },
    });
    expect(read(answer)).toMatchObject({ data: [{ type: 'model' }], has_more: true });
  });
});

describe('a credential that is no good gets 401', () => {
  test.each<[string, (token: string) => HttpRequest['headers'], string]>([
    ['none', () => VERSION, 'no credential was sent'],
    ['both headers', (token) => ({ ...asBearer(token), 'x-api-key': BOUND_KEY }), 'not both'],
    ['an unknown token', (token) => asBearer(`${token}x`), 'invalid or revoked'],
    ['an unknown key', () => ({ ...VERSION, 'x-api-key': 'k' }), 'invalid x-api-key'],
    ['a token as x-api-key', (token) => ({ ...VERSION, 'x-api-key': token }), 'invalid x-api-key'],
    [
      'a token without the beta',
      (token) => ({ ...VERSION, authorization: `Bearer ${token}` }),
      'anthropic-beta',
    ],
    [
      'another scheme',
      (token) => ({ ...asBearer(token), authorization: `Basic ${token}` }),
      'no cred',
    ],
  ])('%s', async (_what, headers, message) => {
    const world = platform();
    const answer = await models(world, headers(await userToken(world)));
    expect(answer.status).toBe(401);
    expect(read(answer)).toEqual({
      type: 'error',
      error: { type: 'authentication_error', message: expect.stringContaining(message) },
      request_id: answer.headers['request-id'],
    });
    expect(answer.headers).not.toHaveProperty('anthropic-organization-id');
    expect(answer.headers).not.toHaveProperty('anthropic-workspace-id');
  });

  test.each([
    [28_799, 200],
    [28_800, 401],
  ])('a token that is %i seconds old gets %i', async (age, status) => {
    const world = platform();
    const token = await userToken(world);
    world.pass(age);
    expect((await models(world, asBearer(token))).status).toBe(status);
  });

  test('a seed may do without the beta', async () => {
    const world = platform({ settings: { require_oauth_beta: false } });
    const authorization = `Bearer ${await userToken(world)}`;
    expect((await models(world, { ...VERSION, authorization })).status).toBe(200);
  });
});

describe('platform.md 1.5: the workspace header', () => {
  test.each([
    [
      undefined,
      400,
      'anthropic-workspace-id is required when authenticating with an identity-linked',
    ],
    ['Production', 400, 'anthropic-workspace-id header must be a valid workspace ID.'],
    ['wrkspc_nowhere', 404, 'Workspace `wrkspc_nowhere` not found.'],
    ['wrkspc_02SandboxDefault', 404, 'Workspace `wrkspc_02SandboxDefault` not found.'],
  ])('of a personal key being %s gets %i', async (workspace, status, message) => {
    const answer = await models(platform(), {
      ...VERSION,
      'x-api-key': PERSONAL_KEY,
      ...(workspace !== undefined && { 'anthropic-workspace-id': workspace }),
    });
    expect(answer.status).toBe(status);
    expect(read(answer).error.message).toContain(message);
  });

  test('a workspace that the person’s token is not bound to is not found', async () => {
    const world = platform();
    const headers = asBearer(await userToken(world, { workspace_id: STAGING }));
    const answer = await models(world, { ...headers, 'anthropic-workspace-id': PRODUCTION });
    expect(answer.status).toBe(404);
    expect(read(answer).error.type).toBe('not_found_error');
  });
});

describe('platform.md 1.5: a refusal names the organization, once the credential is known to be good', () => {
  const key = (value: string) => ({ ...VERSION, 'x-api-key': value });
  test.each<[string, number, (world: Platform) => Promise<HttpResponse>]>([
    [
      'a scope that does not do',
      403,
      async (world) => models(world, asBearer(await userToken(world, { scope: 'user:profile' }))),
    ],
    ['no workspace', 400, (world) => models(world, key(PERSONAL_KEY))],
    [
      'an unknown workspace',
      404,
      (world) =>
        models(world, { ...key(PERSONAL_KEY), 'anthropic-workspace-id': 'wrkspc_nowhere' }),
    ],
    ['no administrator', 403, (world) => world.get('/v1/organizations/me', key(BOUND_KEY))],
    [
      'no profile',
      403,
      async (world) => world.get('/api/oauth/profile', asBearer(await workloadToken(world))),
    ],
  ])('%s', async (_what, status, ask) => {
    const answer = await ask(platform());
    expect(answer).toMatchObject({ status, headers: { 'anthropic-organization-id': ACME } });
    expect(answer.headers).not.toHaveProperty('anthropic-workspace-id');
  });

  test('and the workspace too, once that is known', async () => {
    const answer = await models(platform(), key(BOUND_KEY), 0);
    expect(answer).toMatchObject({
      status: 400,
      headers: { 'anthropic-organization-id': ACME, 'anthropic-workspace-id': PRODUCTION },
    });
  });
});

describe('scopes', () => {
  const ALL = 'user:profile user:inference user:developer';
  test.each([
    ['/v1/models', ALL, 200],
    ['/v1/models', 'user:inference', 200],
    ['/v1/models', 'user:profile', 403],
    ['/v1/models', 'org:admin', 403],
    ['/v1/organizations/me', ALL, 403],
    ['/v1/organizations/me', 'org:admin', 200],
    ['/api/oauth/profile', ALL, 200],
    ['/api/oauth/profile', 'user:inference', 403],
  ])('%s with %s gets %i', async (path, scope, status) => {
    const world = platform();
    const answer = await world.get(path, asBearer(await userToken(world, { scope })));
    expect(answer.status).toBe(status);
    if (status === 403) expect(read(answer).error.type).toBe('permission_error');
  });

  test('the profile says who the person is, needs no beta, and a workload has none', async () => {
    const world = platform();
    const authorization = `Bearer ${await userToken(world)}`;
    const profile = await world.get('/api/oauth/profile', { authorization });
    expect(read(profile)).toMatchObject({
      account: { email: 'ada@acme.example', full_name: 'Ada Sandbox' },
      organization: { uuid: ACME, name: 'Acme' },
    });
    const workload = asBearer(await workloadToken(world));
    const refused = await world.get('/api/oauth/profile', workload);
    expect(read(refused).error.message).toContain('scope requirement: user:profile');
  });

  test('a personal key may ask for its organization, a key of one workspace may not', async () => {
    const me = (key: string) =>
      platform().get('/v1/organizations/me', { ...VERSION, 'x-api-key': key });
    const answer = await me(PERSONAL_KEY);
    expect(read(answer)).toEqual({ id: ACME, name: 'Acme', type: 'organization' });
    expect(answer.headers).not.toHaveProperty('anthropic-workspace-id');
    expect((await me(BOUND_KEY)).status).toBe(403);
  });
});
