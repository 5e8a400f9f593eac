import { describe, expect, test } from 'vitest';
import { findCandidates } from '../../src/credentials/find-candidates.js';
import { decide } from '../../src/credentials/precedence.js';
import { fakeHost, NOON } from '../support/host.js';

const DIR = '/home/ada/.config/anthropic';
const UUID = '5a5db0c5-0000-4000-8000-000000000001';

const profile = (more: object = {}) =>
  JSON.stringify({
    version: '1.0',
    authentication: { type: 'user_oauth', client_id: 'c', ...more },
  });
const login = (more: object = {}) =>
  JSON.stringify({
    version: '1.0',
    type: 'oauth_token',
    access_token: 'sk-ant-oat01-test',
    expires_at: NOON + 3600,
    refresh_token: 'sk-ant-ort01-test',
    account_email: 'ada@acme.example',
    ...more,
  });
const federation = JSON.stringify({
  organization_id: UUID,
  authentication: {
    type: 'oidc_federation',
    federation_rule_id: 'fdrl_1',
    identity_token: { source: 'file', path: '/run/token' },
  },
});

const signedIn = (name: string) => ({
  [`${DIR}/configs/${name}.json`]: profile(),
  [`${DIR}/credentials/${name}.json`]: login(),
});
const KEY = { ANTHROPIC_API_KEY: 'sk-ant-api03-test' };
const TOKEN = { ANTHROPIC_AUTH_TOKEN: 'sk-ant-oat01-env' };
const FEDERATION = {
  ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_1',
  ANTHROPIC_ORGANIZATION_ID: UUID,
  ANTHROPIC_IDENTITY_TOKEN: 'a.b.c',
};

type World = {
  readonly env?: Record<string, string>;
  readonly disk?: Record<string, string | { mode: number; text: string }>;
  readonly profileFlag?: string;
  readonly ignoreEnv?: boolean;
};

async function ladder({ env = {}, disk = {}, ...search }: World) {
  const candidates = await findCandidates(fakeHost({ env, disk }), { configDir: DIR, ...search });
  const { ranking, winner } = decide(candidates);
  return {
    winner: winner?.tier,
    standings: ranking.map(({ candidate, standing }) => `${candidate.tier} ${standing}`),
    candidates,
  };
}

describe('the order of the official SDKs from 1.0 on', () => {
  test.each<[string, World, string | undefined]>([
    [
      'an API key wins over everything',
      { env: { ...KEY, ...TOKEN, ...FEDERATION }, disk: signedIn('default') },
      'api-key',
    ],
    [
      'an auth token is next',
      { env: { ...TOKEN, ...FEDERATION, ANTHROPIC_PROFILE: 'work' }, disk: signedIn('work') },
      'auth-token',
    ],
    [
      'a named profile is next',
      { env: { ...FEDERATION, ANTHROPIC_PROFILE: 'work' }, disk: signedIn('work') },
      'named-profile',
    ],
    [
      'federation variables come before the active profile',
      { env: FEDERATION, disk: signedIn('default') },
      'federation-env',
    ],
    [
      'the active profile is last',
      { disk: { ...signedIn('work'), [`${DIR}/active_config`]: 'work\n' } },
      'active-profile',
    ],
    [
      'without active_config it is the profile "default"',
      { disk: signedIn('default') },
      'active-profile',
    ],
    [
      'an empty variable counts as unset',
      { env: { ANTHROPIC_API_KEY: ' ', ANTHROPIC_PROFILE: '' }, disk: signedIn('default') },
      'active-profile',
    ],
    [
      'a missing named profile never falls through',
      { env: { ANTHROPIC_PROFILE: 'gone', ...FEDERATION }, disk: signedIn('default') },
      undefined,
    ],
    [
      'a profile named by a bad name never falls through',
      { env: { ANTHROPIC_PROFILE: '../x' }, disk: signedIn('default') },
      undefined,
    ],
    [
      'an active profile that is not signed in never falls through',
      { disk: { [`${DIR}/configs/default.json`]: profile() } },
      undefined,
    ],
    [
      'a token file that does not exist never falls through',
      { env: { ...FEDERATION, ANTHROPIC_IDENTITY_TOKEN_FILE: '/gone' }, disk: signedIn('default') },
      undefined,
    ],
    [
      'nor does an empty one',
      {
        env: { ...FEDERATION, ANTHROPIC_IDENTITY_TOKEN_FILE: '/empty' },
        disk: { ...signedIn('default'), '/empty': '\n' },
      },
      undefined,
    ],
    [
      'rule and organization without a token leave it to the profile',
      {
        env: { ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_1', ANTHROPIC_ORGANIZATION_ID: UUID },
        disk: signedIn('default'),
      },
      'active-profile',
    ],
    [
      'a lone organization id is a login hint and blocks nothing',
      { env: { ANTHROPIC_ORGANIZATION_ID: UUID }, disk: signedIn('default') },
      'active-profile',
    ],
    [
      '--ignore-env takes the variables out of the search',
      { env: { ...KEY, ...FEDERATION }, disk: signedIn('default'), ignoreEnv: true },
      'active-profile',
    ],
    [
      'a federation profile is ready when its parts are there',
      { disk: { [`${DIR}/configs/default.json`]: federation, '/run/token': 'a.b.c' } },
      'active-profile',
    ],
  ])('%s', async (_story, world, winner) => {
    expect((await ladder(world)).winner).toBe(winner);
  });
});

test('a lone organization id is absent, a lone rule is incomplete and says what is missing and where to set it', async () => {
  const lone = await ladder({ env: { ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_1' } });
  const candidate = lone.candidates.find(({ tier }) => tier === 'federation-env');
  expect(candidate?.state).toBe('incomplete');
  expect(candidate?.because).toContain('ANTHROPIC_ORGANIZATION_ID');
  expect(candidate?.because).toContain('ANTHROPIC_IDENTITY_TOKEN_FILE');
});

test('E65: a flag that names nothing is not passed over for somebody else’s credential', async () => {
  const { winner, standings } = await ladder({ profileFlag: '', disk: signedIn('default') });
  expect(winner).toBeUndefined();
  expect(standings).toContain('named-profile blocks');
});

test('a set but empty variable is told apart from an unset one', async () => {
  const { candidates } = await ladder({ env: { ANTHROPIC_API_KEY: '' } });
  expect(candidates.map(({ because }) => because)).toContain(
    'set but empty, which counts as not set',
  );
});

test('an expired login that can be renewed is ready; one that cannot is broken and names the command', async () => {
  const at = (more: object) => ({
    [`${DIR}/configs/default.json`]: profile(),
    [`${DIR}/credentials/default.json`]: login({ expires_at: NOON - 5, ...more }),
  });
  expect((await ladder({ disk: at({}) })).winner).toBe('active-profile');
  const over = await ladder({ disk: at({ refresh_token: undefined }) });
  expect(over.winner).toBeUndefined();
  expect(over.candidates.at(-1)?.hint).toBe('run: ant auth login --profile default');
});

test('a mistyped profile suggests the one that was meant', async () => {
  const { candidates } = await ladder({ profileFlag: 'wrok', disk: signedIn('work') });
  expect(candidates.find(({ tier }) => tier === 'named-profile')?.hint).toContain(
    'did you mean "work"',
  );
});

test.each([
  ['a config that is not JSON', '{', 'is not a JSON object'],
  ['an unknown type', profile({ type: 'magic' }), 'magic'],
  [
    'a newer version',
    JSON.stringify({ version: '2.0', authentication: { type: 'user_oauth' } }),
    '2.0',
  ],
])('%s is broken by name, and nothing below it is tried', async (_story, text, words) => {
  const path = `${DIR}/configs/default.json`;
  const { winner, candidates } = await ladder({ disk: { ...signedIn('default'), [path]: text } });
  expect(winner).toBeUndefined();
  expect(candidates.at(-1)?.because).toContain(path);
  expect(candidates.at(-1)?.because).toContain(words);
});

test('a credentials file that others can read is broken, not used', async () => {
  const { winner } = await ladder({
    disk: {
      ...signedIn('default'),
      [`${DIR}/credentials/default.json`]: { mode: 0o644, text: login() },
    },
  });
  expect(winner).toBeUndefined();
});

test('nothing that is found holds a secret', async () => {
  const { candidates } = await ladder({
    env: { ...KEY, ...TOKEN, ...FEDERATION },
    disk: signedIn('default'),
  });
  expect(JSON.stringify(candidates)).not.toMatch(/sk-ant|a\.b\.c/);
});
