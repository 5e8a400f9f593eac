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
import type { federationExchange } from '../../grammar/federation-exchange.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { configDirectory } from '../../profiles/config-dir.js';
import type { Profile } from '../../profiles/profile.js';
import { federationProfile } from './federation-profile.js';
import { identityTokenOf } from './identity-token-of.js';

type Given = Input<typeof federationExchange>;

/**
 * Flags first; then the profile with its gaps filled from the environment, when one is named or when
 * flags and environment name no rule; else the environment alone. Everything that is missing is
 * named at once, in an `AntError('no-credential')`. That no workspace is named is said before anything is sent, unless `quiet`.
 */
export async function planExchange(
  host: Host,
  input: Given,
  { quiet = false }: { readonly quiet?: boolean } = {},
): Promise<FederationPlan> {
  const profile = wantsProfile(host, input) ? await federationProfile(host, input) : undefined;
  const base = profile ? inputsFromProfile(profile) : inputsFromEnvironment(host.env);
  const inputs = { ...base, ...inputsFromFlags(input) };
  sayTrimmed(host, inputs, profile?.profile);
  const identityToken = await identityTokenOf(host, input, profile);
  if (identityToken === undefined) throw halfConfigured(inputs);
  return {
    baseUrl: baseUrlOf(host, input, profile),
    inputs,
    identityToken,
    // What flags have changed was not minted for the profile, and the official SDKs would reuse it.
    ...(profile && !hasOverride(input) && { shelf: profile.shelf }),
    configDir: configDirectory(host, input['config-dir']),
    ...(!quiet && { beforeSending: () => sayWithoutWorkspace(host, inputs) }),
  };
}

function wantsProfile({ env }: Host, input: Given): boolean {
  const isNamed = input.profile !== undefined || variable(env, 'ANTHROPIC_PROFILE') !== undefined;
  const hasRule =
    input['federation-rule'] !== undefined ||
    variable(env, 'ANTHROPIC_FEDERATION_RULE_ID') !== undefined;
  return isNamed || !hasRule;
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

const IDS = ['federationRuleId', 'organizationId', 'serviceAccountId', 'workspaceId'] as const;

/** No id is sent with a blank around it, which the platform answers 400 to; whoever wrote one is told. */
function sayTrimmed({ env, terminal }: Host, inputs: FoundInputs, profile?: Profile): void {
  for (const id of IDS) {
    const { value = '', origin = '' } = inputs[id] ?? {};
    // What variables and profiles say has been trimmed on its way here.
    const written = origin.startsWith('--') ? value : (env[origin] ?? profile?.[id] ?? value);
    if (written !== written.trim()) terminal.say(`ant: dropped the blanks around ${origin}`);
  }
}

/** Which workspaces a rule is for cannot be asked from here, and a refused exchange may spend the identity token. */
function sayWithoutWorkspace({ terminal }: Host, inputs: FoundInputs): void {
  if (inputs.workspaceId !== undefined) return;
  terminal.say(
    'ant: no workspace is named, which a rule for several refuses (name one: --workspace-id)',
  );
}

const OVERRIDES = [
  ...Object.values(ID_FLAGS),
  'identity-token-file',
  'source',
  'source-setting',
  'audience',
  'base-url',
] as const;

function hasOverride(input: Given): boolean {
  return OVERRIDES.some((flag) => input[flag] !== undefined);
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
    hint: 'or name a profile that has them with --profile; what this machine has: ant federation detect',
  });
}
