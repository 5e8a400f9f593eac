import { describe, expect, test } from 'vitest';
import { tokenLifetime } from '../../src/sandbox/jwt-bearer.js';
import {
  ACME,
  DEFAULT_WORKSPACE,
  exchange,
  history,
  JSON_BODY,
  JWT_BEARER,
  mintToken,
  NOON,
  OAUTH_BETA,
  PRODUCTION,
  platform,
  read,
  STAGING,
} from './platform.js';

test('an identity token becomes an access token with the scope of the rule', async () => {
  const world = platform();
  const answer = await exchange(world, await mintToken(world));
  expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  expect(read(answer)).toEqual({
    access_token: expect.stringMatching(/^sk-ant-oat01-sandbox-[\w-]{43}$/),
    token_type: 'Bearer',
    expires_in: 600,
    scope: 'workspace:developer',
  });
  expect(await history(world)).toEqual([
    {
      type: 'platform_federated_authentication',
      time: NOON,
      outcome: 'granted',
      reason: null,
      detail: expect.any(String),
      request_id: answer.headers['request-id'],
      organization_id: ACME,
      federation_rule_id: 'fdrl_01SandboxGithubActions',
      workspace_id: PRODUCTION,
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repo:acme/api:ref:refs/heads/main',
    },
  ]);
});

test("the documentation's own request, without any beta, works too", async () => {
  const world = platform();
  const body = JSON.stringify({
    grant_type: JWT_BEARER,
    assertion: await mintToken(world),
    federation_rule_id: 'fdrl_01SandboxGithubActions',
    organization_id: ACME,
    workspace_id: PRODUCTION,
  });
  expect((await world.post('/v1/oauth/token', body, JSON_BODY)).status).toBe(200);
});

describe('platform.md 5.1: the workspace when none is sent', () => {
  const none = { workspace_id: undefined };

  test.each([
    ['the sole one of the rule', { workspace_ids: [PRODUCTION] }, 200],
    ['required when there are two', { workspace_ids: [PRODUCTION, STAGING] }, 401],
    ['required when there are none', { workspace_ids: [] }, 401],
    ['required when the rule covers all', { applies_to_all_workspaces: true }, 401],
    ['required when the sole one is the Default', { workspace_ids: [DEFAULT_WORKSPACE] }, 401],
  ])('%s', async (_what, rule, status) => {
    const world = platform({ rule });
    const answer = await exchange(world, await mintToken(world), none);
    expect(answer.status).toBe(status);
    expect((await history(world)).at(-1)).toMatchObject(
      status === 200 ? { workspace_id: PRODUCTION } : { reason: 'workspace_id_required' },
    );
  });

  test('`default` names the Default workspace, where everyone is a member', async () => {
    const world = platform({ rule: { workspace_ids: [DEFAULT_WORKSPACE] } });
    const answer = await exchange(world, await mintToken(world), { workspace_id: 'default' });
    expect(answer.status).toBe(200);
    expect((await history(world)).at(-1)).toMatchObject({ workspace_id: DEFAULT_WORKSPACE });
  });

  test('org:admin ignores the workspace, and gives a token that is bound to none', async () => {
    const world = platform();
    const token = await mintToken(world, { issuer: 'okta', sub: '0oasandbox0admin0client' });
    const answer = await exchange(world, token, {
      federation_rule_id: 'fdrl_01SandboxAdmin',
      service_account_id: undefined,
      workspace_id: STAGING,
    });
    expect(read(answer).scope).toBe('org:admin');
    const headers = {
      authorization: `Bearer ${read(answer).access_token}`,
      'anthropic-version': '2023-06-01',
      'anthropic-beta': OAUTH_BETA,
    };
    const me = await world.get('/v1/organizations/me', headers);
    expect(read(me)).toEqual({ id: ACME, name: 'Acme', type: 'organization' });
  });
});

describe('platform.md 5.5: how long the access token lives', () => {
  test.each([
    ['what the rule says', 600, 3600, 600],
    ['at most twice what the assertion has left', 3600, 300, 600],
    ['at least a minute', 3600, 10, 60],
    ['at least a minute, also in the leeway after the end', 3600, -29, 60],
    ['a rule of one minute', 60, 3600, 60],
    ['a rule of one day', 86_400, 86_400, 86_400],
  ])('%s', (_what, rule, remaining, seconds) => {
    expect(tokenLifetime(rule, remaining)).toBe(seconds);
  });

  test('a five-minute GitHub token under a rule of an hour gives ten minutes', async () => {
    const world = platform({ rule: { token_lifetime_seconds: 3600 } });
    const answer = await exchange(world, await mintToken(world));
    expect(read(answer).expires_in).toBe(600);
  });
});
