import type { FederationPlan } from '../../credentials/federated-token.js';
import {
  inputsFromEnvironment,
  inputsFromProfile,
  NO_IDENTITY_TOKEN,
  variable,
} from '../../credentials/federation-plan.js';
import type { SelectedProfile } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import { type FoundInputs, missingInputs, type Sourced } from '../../federation/inputs.js';
import type { federationExchange } from '../../grammar/federation.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { configDirectory } from '../../profiles/config-dir.js';
import { federationProfile } from './federation-profile.js';
import { identityTokenOf } from './identity-token-of.js';

type Given = Input<typeof federationExchange>;

/**
 * Flags first; then the profile with its gaps filled from the environment, when one is named or when
 * flags and environment name no rule; else the environment alone. Everything that is missing is
 * named at once, in an `AntError('no-credential')`.
 */
export async function planExchange(host: Host, input: Given): Promise<FederationPlan> {
  const hasRule =
    input['federation-rule'] !== undefined ||
    variable(host.env, 'ANTHROPIC_FEDERATION_RULE_ID') !== undefined;
  const profile = await federationProfile(host, input, { onlyNamed: hasRule });
  const base = profile ? inputsFromProfile(profile) : inputsFromEnvironment(host.env);
  const inputs = { ...base, ...inputsFromFlags(input) };
  const identityToken = await identityTokenOf(host, input, profile);
  if (identityToken === undefined) throw halfConfigured(inputs);
  return {
    baseUrl: baseUrlOf(host, input, profile),
    inputs,
    identityToken,
    // What flags have changed was not minted for the profile, and the official SDKs would reuse it.
    ...(profile && !hasOverride(input) && { shelf: profile.shelf }),
    configDir: configDirectory(host, input['config-dir']),
  };
}

const ID_FLAGS = {
  federationRuleId: 'federation-rule',
  organizationId: 'organization-id',
  serviceAccountId: 'service-account-id',
  workspaceId: 'workspace-id',
} as const satisfies Record<keyof FoundInputs, keyof Given>;

function inputsFromFlags(input: Given): FoundInputs {
  const given = Object.entries(ID_FLAGS).flatMap(([key, flag]) => {
    const value = input[flag];
    return value === undefined ? [] : [[key, { value, origin: `--${flag}` } satisfies Sourced]];
  });
  return Object.fromEntries(given);
}

function hasOverride(input: Given): boolean {
  return (
    input['identity-token-file'] !== undefined ||
    input.source !== undefined ||
    Object.values(ID_FLAGS).some((flag) => input[flag] !== undefined)
  );
}

function baseUrlOf(
  host: Host,
  input: Given,
  profile: SelectedProfile | undefined,
): FederationPlan['baseUrl'] {
  if (profile !== undefined) return profile.effective.tokenBaseUrl;
  if (input['base-url']) return { value: input['base-url'], origin: '--base-url' };
  return (
    variable(host.env, 'ANTHROPIC_BASE_URL') ?? {
      value: 'https://api.anthropic.com',
      origin: 'the default',
    }
  );
}

function halfConfigured(inputs: FoundInputs): AntError {
  const missing = [...missingInputs(inputs), NO_IDENTITY_TOKEN];
  return new AntError('no-credential', `federation is not configured: ${missing.join('; ')}`, {
    hint: 'or name a profile that has them with --profile',
  });
}
