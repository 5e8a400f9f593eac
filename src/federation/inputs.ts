import { AntError } from '../errors.js';
import { printable } from '../printable.js';

/** A value and where it was found, as a person would point at it: `--federation-rule`, `profile "ci"`. */
export type Sourced = { readonly value: string; readonly origin: string };

/** What was found for an exchange, wherever it came from. */
export type FoundInputs = {
  readonly federationRuleId?: Sourced | undefined;
  readonly organizationId?: Sourced | undefined;
  readonly serviceAccountId?: Sourced | undefined;
  readonly workspaceId?: Sourced | undefined;
};

/** Everything an exchange is judged by, besides the assertion. */
export type FederationInputs = {
  readonly federationRuleId: string;
  readonly organizationId: string;
  readonly serviceAccountId?: string;
  readonly workspaceId?: string;
};

type Field = {
  readonly called: string;
  readonly form: RegExp;
  readonly looksLike: string;
  readonly setWith: string;
};

const FIELDS = {
  federationRuleId: {
    called: 'federation rule',
    form: /^fdrl_[A-Za-z0-9]+$/,
    looksLike: 'fdrl_…',
    setWith:
      '--federation-rule, federation_rule_id in the profile, or ANTHROPIC_FEDERATION_RULE_ID',
  },
  organizationId: {
    called: 'organization id',
    form: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    looksLike: 'a bare UUID',
    setWith: '--organization-id, organization_id in the profile, or ANTHROPIC_ORGANIZATION_ID',
  },
  serviceAccountId: {
    called: 'service account id',
    form: /^svac_[A-Za-z0-9]+$/,
    looksLike: 'svac_…',
    setWith: '--service-account-id or ANTHROPIC_SERVICE_ACCOUNT_ID',
  },
  workspaceId: {
    called: 'workspace id',
    form: /^(wrkspc_[A-Za-z0-9]+|default)$/,
    looksLike: 'wrkspc_… or default',
    setWith: '--workspace-id or ANTHROPIC_WORKSPACE_ID',
  },
} as const satisfies Record<keyof FoundInputs, Field>;

type Key = keyof typeof FIELDS;

/** What an exchange cannot do without and nobody set, each in words with the places to set it. */
export function missingInputs(found: FoundInputs): readonly string[] {
  return (['federationRuleId', 'organizationId'] as const)
    .filter((key) => found[key] === undefined)
    .map((key) => `the ${FIELDS[key].called} is missing (set ${FIELDS[key].setWith})`);
}

/**
 * Checks the form of each id before anything is sent: the platform answers 400 to a stray space and
 * drops a misspelt field in silence. An `AntError('no-credential')` names everything that is missing,
 * an `AntError('usage')` the first id of a wrong form and where it came from.
 */
export function checkInputs(found: FoundInputs): FederationInputs {
  const missing = missingInputs(found);
  if (missing.length > 0) {
    throw new AntError('no-credential', `federation is half configured: ${missing.join('; ')}`, {
      hint: 'ids are in the Console under workload identity federation',
    });
  }
  const serviceAccountId = checked('serviceAccountId', found);
  const workspaceId = checked('workspaceId', found);
  return {
    federationRuleId: checked('federationRuleId', found) ?? '',
    organizationId: checked('organizationId', found) ?? '',
    ...(serviceAccountId === undefined ? {} : { serviceAccountId }),
    ...(workspaceId === undefined ? {} : { workspaceId }),
  };
}

function checked(key: Key, found: FoundInputs): string | undefined {
  const sourced = found[key];
  if (sourced === undefined) return undefined;
  const value = sourced.value.trim();
  const { called, form, looksLike } = FIELDS[key];
  if (form.test(value)) return value;
  throw new AntError(
    'usage',
    `${sourced.origin}: "${printable(value, 60)}" is no ${called}; it looks like ${looksLike}`,
  );
}
