import { describe, expect, it, test } from 'vitest';
import { childEnvironment } from '../../src/child/environment.js';

const PROFILE = { ANTHROPIC_CONFIG_DIR: '/run/lent', ANTHROPIC_PROFILE: 'work' };
const API = 'https://api.anthropic.com';

function childOf(
  env: Readonly<Record<string, string | undefined>>,
  { variables = PROFILE, baseUrl = API, platform = 'linux' as 'linux' | 'win32' } = {},
) {
  return childEnvironment({ env, platform }, { variables, baseUrl });
}

describe('E80: a program that is lent a profile', () => {
  it.each([
    'ANTHROPIC_API_KEY',
    'ANTHROPIC_AUTH_TOKEN',
    'ANTHROPIC_FEDERATION_RULE_ID',
    'ANTHROPIC_ORGANIZATION_ID',
    'ANTHROPIC_SERVICE_ACCOUNT_ID',
    'ANTHROPIC_WORKSPACE_ID',
    'ANTHROPIC_SCOPE',
    'ANTHROPIC_IDENTITY_TOKEN_FILE',
    'ANTHROPIC_IDENTITY_TOKEN',
    'ANTHROPIC_CUSTOM_HEADERS',
    'CLAUDE_CODE_OAUTH_TOKEN',
    'CLAUDE_CODE_USE_BEDROCK',
    'CLAUDE_CODE_USE_VERTEX',
    'CLAUDE_CODE_USE_FOUNDRY',
  ])('does not see %s, which is named', (name) => {
    expect(childOf({ [name]: 'something', PATH: '/bin' })).toEqual({
      env: { ...PROFILE, PATH: '/bin' },
      withheld: [name],
    });
  });

  it('sees everything that has nothing to do with credentials', () => {
    const env = { PATH: '/bin', HOME: '/home/ada', ANTHROPIC_LOG: 'debug', EMPTY: '' };
    expect(childOf(env)).toEqual({ env: { ...env, ...PROFILE }, withheld: [] });
  });

  it('sees the lent profile in place of another, of which there is nothing to say', () => {
    const env = { ANTHROPIC_PROFILE: 'other', ANTHROPIC_CONFIG_DIR: '/home/ada/config' };
    expect(childOf(env)).toEqual({ env: PROFILE, withheld: [] });
  });

  it('does not see a blank variable either, and nothing is said of it', () => {
    const env = { ANTHROPIC_API_KEY: '', ANTHROPIC_AUTH_TOKEN: ' ', ANTHROPIC_BASE_URL: '' };
    expect(childOf(env)).toEqual({ env: PROFILE, withheld: [] });
  });
});

describe('a program that is lent a variable', () => {
  it('has that one, and no profile beside it', () => {
    const env = { ANTHROPIC_AUTH_TOKEN: 'old', ANTHROPIC_API_KEY: 'k', ANTHROPIC_PROFILE: 'p' };
    const variables = { ANTHROPIC_AUTH_TOKEN: 'new' };
    expect(childOf(env, { variables: variables as never })).toEqual({
      env: variables,
      withheld: ['ANTHROPIC_API_KEY', 'ANTHROPIC_PROFILE'],
    });
  });
});

describe('the base URL', () => {
  const LOCAL = 'http://localhost:8421';
  it.each([
    ['elsewhere is withheld', 'https://evil.example', API, undefined, ['ANTHROPIC_BASE_URL']],
    ['that is none is withheld', 'evil', API, undefined, ['ANTHROPIC_BASE_URL']],
    ['elsewhere is replaced', 'https://evil.example', LOCAL, LOCAL, ['ANTHROPIC_BASE_URL']],
    ['on another port is elsewhere', 'http://localhost:1', LOCAL, LOCAL, ['ANTHROPIC_BASE_URL']],
    ['at the credential’s origin is set', LOCAL, LOCAL, LOCAL, []],
    ['is set where there was none', undefined, LOCAL, LOCAL, []],
    ['that every client knows is left out', API, API, undefined, []],
  ])('%s', (_story, before, baseUrl, after, withheld) => {
    const env = before === undefined ? {} : { ANTHROPIC_BASE_URL: before };
    const child = childOf(env, { baseUrl });
    expect(child.env.ANTHROPIC_BASE_URL).toBe(after);
    expect(child.withheld).toEqual(withheld);
  });
});

test('Windows finds a variable in any spelling, so none of them is left', () => {
  const env = { Anthropic_Api_Key: 'k', anthropic_profile: 'other', Path: 'C:\\' };
  expect(childOf(env, { platform: 'win32' })).toEqual({
    env: { Path: 'C:\\', ...PROFILE },
    withheld: ['Anthropic_Api_Key'],
  });
  expect(childOf(env).env).toMatchObject({ Anthropic_Api_Key: 'k' });
});
