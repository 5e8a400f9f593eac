import { AntError } from '../errors.js';
import type { FoundInputs, Sourced } from '../federation/inputs.js';
import type { Env } from '../host.js';
import { PLATFORM_AUDIENCE } from '../identity/given-token.js';
import type { IdentityTokenOrigin, SourceOrigin } from '../identity/origin.js';
import { isSourceId, SOURCE_IDS } from '../identity/source.js';
import { printable } from '../printable.js';
import type { Setting } from '../profiles/effective.js';
import type { Profile, ProfileSource } from '../profiles/profile.js';
import type { SelectedProfile } from './selected-profile.js';

/** A variable's trimmed value; blank means unset, as in the official SDKs. */
export function variable(env: Env, name: string): Sourced | undefined {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? undefined : { value, origin: name };
}

/** The four ids as the environment has them. */
export function inputsFromEnvironment(env: Env): FoundInputs {
  return {
    federationRuleId: variable(env, 'ANTHROPIC_FEDERATION_RULE_ID'),
    organizationId: variable(env, 'ANTHROPIC_ORGANIZATION_ID'),
    serviceAccountId: variable(env, 'ANTHROPIC_SERVICE_ACCOUNT_ID'),
    workspaceId: variable(env, 'ANTHROPIC_WORKSPACE_ID'),
  };
}

/** The same of a profile whose gaps the environment has filled. */
export function inputsFromProfile({ profile, effective }: SelectedProfile): FoundInputs {
  const sourced = (setting: Setting | undefined) =>
    setting && { value: setting.value, origin: settingOrigin(setting, profile.name) };
  return {
    federationRuleId: sourced(effective.federationRuleId),
    organizationId: sourced(effective.organizationId),
    serviceAccountId: sourced(effective.serviceAccountId),
    workspaceId: sourced(effective.workspaceId),
  };
}

/** Where the identity token is: the file variable goes before the value, as in the official SDKs. */
export function identityTokenFromEnvironment(env: Env): IdentityTokenOrigin | undefined {
  const file = variable(env, 'ANTHROPIC_IDENTITY_TOKEN_FILE');
  if (file !== undefined) return { kind: 'file', path: file.value, from: file.origin };
  return variable(env, 'ANTHROPIC_IDENTITY_TOKEN') === undefined
    ? undefined
    : { kind: 'variable', name: 'ANTHROPIC_IDENTITY_TOKEN' };
}

/** The profile's own source, else its file, else what the environment says. */
export function identityTokenFromProfile(
  { profile, effective }: Pick<SelectedProfile, 'profile' | 'effective'>,
  env: Env,
): IdentityTokenOrigin | undefined {
  if (profile.identitySource !== undefined) return sourceOf(profile, profile.identitySource);
  const path = effective.identityTokenPath;
  if (path === undefined) return identityTokenFromEnvironment(env);
  return { kind: 'file', path: path.value, from: settingOrigin(path, profile.name) };
}

/** Whom identity tokens are for, unless somebody says otherwise. */
export { PLATFORM_AUDIENCE };

/**
 * Whom a profile wants identity tokens for, in words; `undefined` when that is the platform. The profile may have come
 * with somebody else's repository.
 */
export function otherAudience(origin: IdentityTokenOrigin | undefined): string | undefined {
  if (origin?.kind !== 'source' || origin.audience === PLATFORM_AUDIENCE) return undefined;
  return `${origin.from} asks for an identity token for "${printable(origin.audience, 120)}"`;
}

function sourceOf({ name, path }: Profile, own: ProfileSource): SourceOrigin {
  const { source, audience = PLATFORM_AUDIENCE, settings } = own;
  if (!isSourceId(source)) {
    throw new AntError('file', `${path} names the unknown source "${printable(source, 60)}"`, {
      hint: `use one of: ${SOURCE_IDS.join(', ')}`,
    });
  }
  return { kind: 'source', id: source, audience, settings, from: `profile "${name}"` };
}

/** The words of `missingInputs`, for the identity token. */
export const NO_IDENTITY_TOKEN =
  'the identity token is missing (set --identity-token-file, identity_token in the profile, ANTHROPIC_IDENTITY_TOKEN_FILE or ANTHROPIC_IDENTITY_TOKEN)';

/** Who said so, as a person would point at it. */
export function settingOrigin({ origin }: Setting, profileName: string): string {
  return origin === 'profile' ? `profile "${profileName}"` : origin;
}
