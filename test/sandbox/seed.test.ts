import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import { DEFAULT_SEED } from '../../src/sandbox/default-seed.js';
import { checkMatches, readSeed } from '../../src/sandbox/read-seed.js';
import { TEMPLATE_NAMES, TEMPLATES } from '../../src/sandbox/templates.js';
import { ACME, defaultSeed } from './platform.js';

const UUID = '5a5db0c5-0000-4000-8000-0000000000ff';

/** The smallest seed there is, with changes to its one organization. */
function seed(organization: object = {}, rest: object = {}): string {
  const workspaces = [{ id: 'wrkspc_1', name: 'Default', default: true }];
  const user = {
    uuid: UUID,
    email_address: 'ada@acme.example',
    full_name: 'Ada',
    memberships: [{ organization_uuid: UUID, role: 'admin' }],
  };
  const whole = { uuid: UUID, name: 'Acme', workspaces, ...organization };
  return JSON.stringify({ organizations: [whole], user, ...rest });
}

const issuer = { id: 'fdis_1', name: 'ci', template: 'github-actions' };
const account = { id: 'svac_1', name: 'deploy' };
const rule = {
  id: 'fdrl_1',
  name: 'deploy',
  issuer_id: 'fdis_1',
  match: { subject_prefix: 'repo:acme/api:*' },
  oauth_scope: 'workspace:developer',
  target: { type: 'service_account', service_account_id: 'svac_1' },
};
const federation = (change: object) => ({
  service_accounts: [account],
  federation_issuers: [issuer],
  federation_rules: [{ ...rule, ...change }],
});

test('what is left out of a seed is filled in', () => {
  const read = readSeed(seed(federation({})), 'seed.json');
  expect(read.settings).toEqual({
    client_ids: [],
    access_token_seconds: 28_800,
    refresh_token_seconds: 2_592_000,
    rotate_refresh_tokens: true,
    refresh_grace_seconds: 0,
    require_oauth_beta: true,
    revocation: false,
  });
  expect(read.organizations[0]?.federation_issuers[0]).toEqual({
    ...issuer,
    issuer_url: 'https://token.actions.githubusercontent.com',
    check_jti: true,
    max_jwt_lifetime_seconds: 3600,
    archived: false,
  });
  expect(read.organizations[0]?.federation_rules[0]).toMatchObject({
    token_lifetime_seconds: 3600,
    applies_to_all_workspaces: false,
    workspace_ids: [],
  });
});

test.each([
  ['no JSON', 'x', 'seed.json must hold a JSON object'],
  ['no user', JSON.stringify({ organizations: [] }), 'seed.json: user must be an object'],
  ['a misspelt key', seed({ workspace: [] }), 'seed.json: organizations[0].workspace is not known'],
  ['a wrong id', seed({ uuid: 'org_1' }), 'organizations[0].uuid must be a UUID'],
  ['text for a list', seed({ workspaces: 'x' }), 'organizations[0].workspaces must be a list'],
  [
    'a wrong tag',
    seed({ workspaces: [{ id: 'ws_1', name: 'x' }] }),
    'organizations[0].workspaces[0].id must look like wrkspc_',
  ],
  [
    'no default workspace',
    seed({ workspaces: [{ id: 'wrkspc_1', name: 'x' }] }),
    'organizations[0].workspaces must have exactly one workspace with "default": true',
  ],
  [
    'a real key',
    seed({ api_keys: [{ key: 'not-the-sandboxes' }] }),
    'organizations[0].api_keys[0].key must start with sk-ant-api03-sandbox-',
  ],
  [
    'an unknown template',
    seed({ federation_issuers: [{ ...issuer, template: 'jenkins' }] }),
    'organizations[0].federation_issuers[0].template must be one of: github-actions,',
  ],
  [
    'one issuer URL twice',
    seed({ federation_issuers: [issuer, { ...issuer, id: 'fdis_2', name: 'ci2' }] }),
    'organizations[0].federation_issuers has the same id, name or URL twice',
  ],
  [
    'one issuer name twice',
    seed({
      federation_issuers: [issuer, { ...issuer, id: 'fdis_2', issuer_url: 'https://ci.example' }],
    }),
    'organizations[0].federation_issuers has the same id, name or URL twice',
  ],
  [
    'one service account id twice',
    seed({ service_accounts: [account, { ...account, name: 'other' }] }),
    'organizations[0].service_accounts has the same id, name or URL twice',
  ],
  [
    'a rule without its issuer',
    seed({ ...federation({}), federation_issuers: [] }),
    'organizations[0].federation_rules[0].issuer_id names fdis_1, which the seed does not have',
  ],
  [
    'a rule for an unknown workspace',
    seed(federation({ workspace_ids: ['wrkspc_2'] })),
    'federation_rules[0].workspace_ids names wrkspc_2, which the seed does not have',
  ],
  [
    'a claim that is not text',
    seed(federation({ match: { claims: { run_id: 7 } } })),
    'federation_rules[0].match.claims.run_id must be text',
  ],
  [
    'a lifetime out of bounds',
    seed(federation({ token_lifetime_seconds: 59 })),
    'token_lifetime_seconds must be a whole number from 60 to 86400',
  ],
  [
    'a setting of the wrong kind',
    seed({}, { settings: { require_oauth_beta: 'no' } }),
    'seed.json: settings.require_oauth_beta must be true or false',
  ],
])('a seed with %s is refused by file and key', (_what, text, message) => {
  const error = caught(() => readSeed(text, 'seed.json'));
  expect(error).toMatchObject({ code: 'file', hint: expect.stringContaining('docs/sandbox.md') });
  expect(error.message).toContain(message);
  expect(error.message).not.toContain('not-the-sandboxes');
});

test.each([
  ['pins nothing', { audience: 'a', subject_prefix: '*' }, 'a rule needs a subject_prefix'],
  ['is true for every token', { condition: 'true' }, 'condition: it is true for every token'],
  [
    'does not parse',
    { condition: 'claims.sub ==\u001b' },
    'condition: it does not parse at line 1',
  ],
])('a rule whose match %s is refused as the platform would', async (_what, match, because) => {
  const read = readSeed(seed(federation({ match })), 'seed.json');
  await expect(checkMatches(read, 'seed.json')).rejects.toMatchObject({
    code: 'file',
    message: expect.stringContaining(
      `seed.json: organizations[0].federation_rules[0].match is none that can be: ${because}`,
    ),
  });
});

function caught(run: () => unknown): AntError {
  try {
    run();
  } catch (error) {
    if (error instanceof AntError) return error;
  }
  throw new Error('nothing was refused');
}

test('the default seed has two organizations, and an issuer and a rule for every template', () => {
  const { organizations, user } = defaultSeed();
  expect(organizations.map(({ name }) => name)).toEqual(['Acme', 'Globex']);
  expect(user.memberships).toHaveLength(2);
  const acme = organizations.find(({ uuid }) => uuid === ACME);
  expect(acme?.federation_issuers.map(({ name }) => name)).toEqual(TEMPLATE_NAMES);
  expect(acme?.federation_rules[0]?.match.subject_prefix).toBe('repo:acme/api:ref:refs/heads/main');
  expect(Object.keys(TEMPLATES).sort()).toEqual([...TEMPLATE_NAMES].sort());
  expect(JSON.stringify(DEFAULT_SEED)).toContain('sk-ant-api03-sandbox-');
});

test('the seed that the documentation shows is a good one', async () => {
  const page = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8');
  const example = /```json\n(.*?)```/s.exec(page)?.[1] ?? '';
  const read = readSeed(example, 'docs/sandbox.md');
  expect(read.organizations[0]?.federation_rules).not.toHaveLength(0);
  await checkMatches(read, 'docs/sandbox.md');
  await checkMatches(defaultSeed(), 'the default seed');
});
