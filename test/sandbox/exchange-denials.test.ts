import { describe, expect, test } from 'vitest';
import {
  ACME,
  acme,
  exchange,
  expectDenied,
  GLOBEX,
  history,
  JWT_BEARER,
  mintToken,
  platform,
  read,
  STAGING,
} from './platform.js';

describe('platform.md 5.7: a malformed request is a 400 that names the field, and no history', () => {
  test.each([
    ['no assertion', { assertion: undefined }, 'assertion: field required'],
    ['an empty assertion', { assertion: '' }, 'assertion: field required'],
    ['an assertion that is not text', { assertion: 7 }, 'assertion: field required'],
    ['no rule', { federation_rule_id: undefined }, 'federation_rule_id: field required'],
    [
      'a rule id with a line break',
      { federation_rule_id: 'fdrl_01SandboxGithubActions\n' },
      'federation_rule_id is not a well-formed fdrl_ tagged ID',
    ],
    [
      'a rule id of another kind',
      { federation_rule_id: 'fdis_1' },
      'federation_rule_id is not a well-formed fdrl_ tagged ID',
    ],
    ['no organization', { organization_id: undefined }, 'organization_id: field required'],
    ['a tagged organization', { organization_id: 'org_1' }, 'organization_id: must be a UUID'],
    ['a stray space', { organization_id: ` ${ACME}` }, 'organization_id: must be a UUID'],
    [
      'a service account of another kind',
      { service_account_id: 'user_1' },
      'service_account_id: does not have prefix `svac_`',
    ],
    [
      'a workspace of another kind',
      { workspace_id: 'Production' },
      'workspace_id: must be `default` or a well-formed wrkspc_ tagged ID',
    ],
    [
      'an empty workspace',
      { workspace_id: '' },
      'workspace_id: must be `default` or a well-formed wrkspc_ tagged ID',
    ],
  ])('%s', async (_what, change, message) => {
    const world = platform();
    const answer = await exchange(world, await mintToken(world), change);
    expect(answer.status).toBe(400);
    expect(read(answer)).toEqual({
      type: 'error',
      error: { type: 'invalid_request_error', message },
      request_id: answer.headers['request-id'],
    });
    expect(await history(world)).toEqual([]);
  });

  test('a form instead of JSON', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await platform().post('/v1/oauth/token', `grant_type=${JWT_BEARER}`, headers);
    expect(answer.status).toBe(400);
    expect(read(answer).error.type).toBe('invalid_request_error');
  });

  test('an unknown body field is dropped, not refused', async () => {
    const world = platform();
    const answer = await exchange(world, await mintToken(world), { service_acount_id: 'x' });
    expect(answer.status).toBe(200);
  });
});

describe('platform.md 5.7: an id that the organization does not have leaves no trace', () => {
  test.each([
    ['an unknown rule', { federation_rule_id: 'fdrl_nowhere' }],
    ['an unknown organization', { organization_id: ACME.replace('5a5d', 'ffff') }],
    ['a rule of another organization', { organization_id: GLOBEX }],
  ])('%s', async (_what, change) => {
    const world = platform();
    const entry = await expectDenied(world, await exchange(world, await mintToken(world), change));
    expect(entry).toBeUndefined();
  });
});

describe('platform.md 5.7: everything else is one opaque 401, and the history has the reason', () => {
  const archive = <Thing extends { id: string }>(things: readonly Thing[], id: string) =>
    things.map((each) => (each.id === id ? { ...each, archived: true } : each));

  test.each([
    ['a pull request', {}, { sub: 'repo:acme/api:pull_request' }, {}, 'match_subject_prefix'],
    [
      'E44: a repository whose name only starts the same',
      {},
      { sub: 'repo:acme/api-evil:ref:refs/heads/main' },
      {},
      'match_subject_prefix',
    ],
    [
      'E45: an immutable subject against a classic rule',
      {},
      { sub: 'repo:acme@1001/api@2002:ref:refs/heads/main' },
      {},
      'match_subject_prefix',
    ],
    ['an archived rule', { rule: { archived: true } }, {}, {}, 'rule_archived'],
    [
      'an archived issuer',
      {
        acme: {
          federation_issuers: archive(acme().federation_issuers, 'fdis_01SandboxGithubActions'),
        },
      },
      {},
      {},
      'issuer_archived',
    ],
    [
      'an archived service account',
      { acme: { service_accounts: archive(acme().service_accounts, 'svac_01SandboxDeploy') } },
      {},
      {},
      'service_account_archived',
    ],
    [
      'a service account that the rule does not target',
      {},
      {},
      { service_account_id: 'svac_01SandboxAdmin' },
      'service_account_mismatch',
    ],
    [
      'org:admin for a service account that was demoted',
      { rule: { oauth_scope: 'org:admin' as const } },
      {},
      {},
      'service_account_role',
    ],
    [
      'a workspace that does not exist',
      {},
      {},
      { workspace_id: 'wrkspc_nowhere' },
      'workspace_not_found',
    ],
    [
      'a workspace that the rule is not enabled for',
      {},
      {},
      { workspace_id: STAGING },
      'workspace_not_enabled',
    ],
    [
      'the default workspace, likewise',
      {},
      {},
      { workspace_id: 'default' },
      'workspace_not_enabled',
    ],
    [
      'a workspace that the service account is no member of',
      { rule: { workspace_ids: [STAGING] } },
      {},
      { workspace_id: STAGING },
      'workspace_membership',
    ],
  ])('%s', async (_what, changes, request, sent, reason) => {
    const world = platform(changes);
    const answer = await exchange(world, await mintToken(world, request), sent);
    const entry = await expectDenied(world, answer);
    expect(entry).toMatchObject({ outcome: 'denied', reason, organization_id: ACME });
    expect(entry.detail).not.toBe('');
    expect(entry.request_id).toBe(answer.headers['request-id']);
  });
});
