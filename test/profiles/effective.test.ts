import { describe, expect, it } from 'vitest';
import { effectiveProfile } from '../../src/profiles/effective.js';
import type { Profile } from '../../src/profiles/profile.js';

const person: Profile = { name: 'work', path: '/p', type: 'user_oauth', raw: {} };
const workload: Profile = { ...person, type: 'oidc_federation' };
const env = {
  ANTHROPIC_BASE_URL: ' https://env.example ',
  ANTHROPIC_ORGANIZATION_ID: 'org-env',
  ANTHROPIC_WORKSPACE_ID: 'wrkspc_env',
  ANTHROPIC_SCOPE: 'scope-env',
  ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_env',
  ANTHROPIC_SERVICE_ACCOUNT_ID: 'svac_env',
  ANTHROPIC_IDENTITY_TOKEN_FILE: '/env/token',
};

describe('the environment', () => {
  it('fills every gap of a federation profile and says so', () => {
    expect(effectiveProfile(workload, env)).toMatchObject({
      organizationId: { value: 'org-env', origin: 'ANTHROPIC_ORGANIZATION_ID' },
      workspaceId: { value: 'wrkspc_env', origin: 'ANTHROPIC_WORKSPACE_ID' },
      scope: { value: 'scope-env', origin: 'ANTHROPIC_SCOPE' },
      federationRuleId: { value: 'fdrl_env', origin: 'ANTHROPIC_FEDERATION_RULE_ID' },
      serviceAccountId: { value: 'svac_env', origin: 'ANTHROPIC_SERVICE_ACCOUNT_ID' },
      identityTokenPath: { value: '/env/token', origin: 'ANTHROPIC_IDENTITY_TOKEN_FILE' },
    });
  });

  it('never overrides what the profile says', () => {
    const full: Profile = {
      ...workload,
      organizationId: 'org',
      workspaceId: 'wrkspc_1',
      scope: 's',
      federationRuleId: 'fdrl_1',
      serviceAccountId: 'svac_1',
      identityTokenPath: '/t',
    };
    const { tokenBaseUrl: _, apiBaseUrl: __, ...settings } = effectiveProfile(full, env);
    expect(Object.values(settings).map((setting) => setting?.origin)).toEqual(
      Array(6).fill('profile'),
    );
  });

  it('does not make a person’s profile a federated one', () => {
    expect(effectiveProfile(person, env)).toMatchObject({
      federationRuleId: undefined,
      serviceAccountId: undefined,
      identityTokenPath: undefined,
    });
  });

  it('with blank variables fills nothing', () => {
    expect(effectiveProfile(person, { ANTHROPIC_WORKSPACE_ID: ' ' }).workspaceId).toBeUndefined();
  });
});

describe('the base URL', () => {
  const own: Profile = { ...person, baseUrl: 'https://own.example' };
  it.each([
    ['nothing says otherwise', person, {}, undefined, 'default', 'default'],
    [
      'only the variable is set',
      person,
      env,
      undefined,
      'ANTHROPIC_BASE_URL',
      'ANTHROPIC_BASE_URL',
    ],
    ['only the profile has one', own, {}, undefined, 'profile', 'profile'],
    [
      'both do: tokens go to the profile’s, calls to the variable’s',
      own,
      env,
      undefined,
      'profile',
      'ANTHROPIC_BASE_URL',
    ],
    ['the flag is given', own, env, 'https://flag.example', '--base-url', '--base-url'],
  ])('when %s', (_, profile, variables, flag, token, api) => {
    const { tokenBaseUrl, apiBaseUrl } = effectiveProfile(profile, variables, flag);
    expect([tokenBaseUrl.origin, apiBaseUrl.origin]).toEqual([token, api]);
  });
});
