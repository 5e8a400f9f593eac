import { CROSSED_LAYOUTS, type Layout } from './layouts.js';
import { ODD_LAYOUTS } from './odd-layouts.js';
import {
  API_KEY,
  AUTH_TOKEN,
  ORGANIZATION,
  SERVICE_ACCOUNT,
  VARIABLE_RULE,
  VARIABLE_WORKSPACE,
} from './planted.js';

/** Something odd that is not crossed with everything: variables that it sets, or takes away. */
export type Probe = {
  readonly id: string;
  readonly layouts: readonly Layout[];
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Nothing, a login, an expired login and a federation profile. */
const USUAL = CROSSED_LAYOUTS.filter(({ id }) =>
  ['nothing', 'default-fresh', 'default-expired', 'default-federation', 'work-fresh'].includes(id),
);

const VARIABLES: Readonly<Record<string, Probe['env']>> = {
  'service-account': { ANTHROPIC_SERVICE_ACCOUNT_ID: SERVICE_ACCOUNT },
  'service-account-empty': { ANTHROPIC_SERVICE_ACCOUNT_ID: '' },
  workspace: { ANTHROPIC_WORKSPACE_ID: VARIABLE_WORKSPACE },
  'workspace-empty': { ANTHROPIC_WORKSPACE_ID: '' },
  'workspace-and-key': { ANTHROPIC_WORKSPACE_ID: VARIABLE_WORKSPACE, ANTHROPIC_API_KEY: API_KEY },
  scope: { ANTHROPIC_SCOPE: 'user:inference' },
  'scope-empty': { ANTHROPIC_SCOPE: '' },
  'custom-headers': { ANTHROPIC_CUSTOM_HEADERS: 'X-Team: acme' },
  betas: { ANTHROPIC_BETAS: 'oauth-2025-04-20' },
  'key-blank': { ANTHROPIC_API_KEY: ' ' },
  'key-padded': { ANTHROPIC_API_KEY: ` ${API_KEY} ` },
  'key-newline': { ANTHROPIC_API_KEY: `${API_KEY}\n` },
  'token-blank': { ANTHROPIC_AUTH_TOKEN: ' ' },
  'token-padded': { ANTHROPIC_AUTH_TOKEN: ` ${AUTH_TOKEN} ` },
  'profile-blank': { ANTHROPIC_PROFILE: ' ' },
  'profile-padded': { ANTHROPIC_PROFILE: ' default ' },
  'profile-default': { ANTHROPIC_PROFILE: 'default' },
  'profile-hidden': { ANTHROPIC_PROFILE: '.hidden' },
  'profile-dots': { ANTHROPIC_PROFILE: '..' },
  'rule-empty': { ANTHROPIC_FEDERATION_RULE_ID: '' },
  'rule-blank': { ANTHROPIC_FEDERATION_RULE_ID: ' ' },
  'rule-padded': { ANTHROPIC_FEDERATION_RULE_ID: ` ${VARIABLE_RULE} ` },
  'rule-alone': { ANTHROPIC_FEDERATION_RULE_ID: VARIABLE_RULE },
  'organization-empty': { ANTHROPIC_ORGANIZATION_ID: '' },
  'organization-padded': { ANTHROPIC_ORGANIZATION_ID: ` ${ORGANIZATION} ` },
  'token-file-padded': { ANTHROPIC_IDENTITY_TOKEN_FILE: ' {root}/tokens/variables ' },
  'token-file-empty': { ANTHROPIC_IDENTITY_TOKEN_FILE: '' },
  'identity-empty': { ANTHROPIC_IDENTITY_TOKEN: '' },
  'identity-blank': { ANTHROPIC_IDENTITY_TOKEN: ' ' },
  'identity-alone': { ANTHROPIC_IDENTITY_TOKEN: '{jwt}' },
  'config-dir-empty': { ANTHROPIC_CONFIG_DIR: '' },
  'config-dir-blank': { ANTHROPIC_CONFIG_DIR: ' ' },
  'config-dir-missing': { ANTHROPIC_CONFIG_DIR: '{root}/nosuch' },
  'config-dir-and-xdg': {
    ANTHROPIC_CONFIG_DIR: '{root}/decoy/.config/anthropic',
    XDG_CONFIG_HOME: '{root}/nosuch',
  },
  'xdg-empty': { XDG_CONFIG_HOME: '' },
  'home-unset': { HOME: undefined },
  'home-empty': { HOME: '' },
  'home-missing': { HOME: '{root}/nosuch' },
};

export const PROBES: readonly Probe[] = [
  ...Object.entries(VARIABLES).map(([id, env]) => ({ id, layouts: USUAL, env })),
  { id: 'file', layouts: ODD_LAYOUTS, env: {} },
  {
    id: 'file-and-workspace',
    layouts: ODD_LAYOUTS,
    env: { ANTHROPIC_WORKSPACE_ID: VARIABLE_WORKSPACE },
  },
];
