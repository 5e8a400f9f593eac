import type { Env } from '../host.js';
import type { Profile } from './profile.js';

/** A setting and where it comes from, as a person would point at it. */
export type Setting = {
  readonly value: string;
  readonly origin: 'profile' | 'default' | '--base-url' | `ANTHROPIC_${string}`;
};

/** A profile with its gaps filled. The environment fills what is absent and never overrides. */
export type EffectiveProfile = {
  readonly organizationId: Setting | undefined;
  readonly workspaceId: Setting | undefined;
  readonly scope: Setting | undefined;
  /** `oidc_federation` only, as the two below. */
  readonly federationRuleId: Setting | undefined;
  readonly serviceAccountId: Setting | undefined;
  readonly identityTokenPath: Setting | undefined;
  /** Where refresh and exchange requests go: the profile is asked before the environment. */
  readonly tokenBaseUrl: Setting;
  /** Where API calls go: the environment is asked before the profile. */
  readonly apiBaseUrl: Setting;
};

const DEFAULT_BASE_URL: Setting = { value: 'https://api.anthropic.com', origin: 'default' };

/**
 * Fills a profile's gaps from the environment, for use and never for writing back. `baseUrlFlag` is
 * `--base-url`: typed for this one call, it goes before everything. URLs are not checked here.
 */
export function effectiveProfile(
  profile: Profile,
  env: Env,
  baseUrlFlag?: string,
): EffectiveProfile {
  const flag = setting(baseUrlFlag, '--base-url');
  const variable = setting(env.ANTHROPIC_BASE_URL, 'ANTHROPIC_BASE_URL');
  const own = setting(profile.baseUrl, 'profile');
  const fill = (inFile: string | undefined, name: `ANTHROPIC_${string}`) =>
    setting(inFile, 'profile') ?? setting(env[name], name);
  const federated: typeof fill = (inFile, name) =>
    profile.type === 'oidc_federation' ? fill(inFile, name) : undefined;
  return {
    organizationId: fill(profile.organizationId, 'ANTHROPIC_ORGANIZATION_ID'),
    workspaceId: fill(profile.workspaceId, 'ANTHROPIC_WORKSPACE_ID'),
    scope: fill(profile.scope, 'ANTHROPIC_SCOPE'),
    federationRuleId: federated(profile.federationRuleId, 'ANTHROPIC_FEDERATION_RULE_ID'),
    serviceAccountId: federated(profile.serviceAccountId, 'ANTHROPIC_SERVICE_ACCOUNT_ID'),
    identityTokenPath: federated(profile.identityTokenPath, 'ANTHROPIC_IDENTITY_TOKEN_FILE'),
    tokenBaseUrl: flag ?? own ?? variable ?? DEFAULT_BASE_URL,
    apiBaseUrl: flag ?? variable ?? own ?? DEFAULT_BASE_URL,
  };
}

/** Variables are trimmed and blank means unset, as in the TypeScript SDK. */
function setting(value: string | undefined, origin: Setting['origin']): Setting | undefined {
  const trimmed = value?.trim();
  return trimmed === undefined || trimmed === '' ? undefined : { value: trimmed, origin };
}
