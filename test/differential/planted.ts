// What lies on the machine of every state, each credential with a value of its own, so that the recorder
// can tell which one arrived. All of it is minted for the sandbox and good for nothing else.

export const ORGANIZATION = '5a5db0c5-0000-4000-8000-000000000001';
/** What the federation variables name, and what federation profiles name. */
export const VARIABLE_RULE = 'fdrl_01DifferentialVariables';
export const PROFILE_RULE = 'fdrl_01DifferentialProfile';
export const SERVICE_ACCOUNT = 'svac_01DifferentialDeploy';
/** What profiles name, and what ANTHROPIC_WORKSPACE_ID names where it is set. */
export const PROFILE_WORKSPACE = 'wrkspc_01DifferentialProfile';
export const VARIABLE_WORKSPACE = 'wrkspc_01DifferentialVariable';
export const CLIENT_ID = '41077d10-94b8-4194-be48-d251e9eb21b4';

export const API_KEY = 'sk-ant-api03-sandbox-differential-key';
export const AUTH_TOKEN = 'sk-ant-api03-sandbox-differential-token';

/** `home` is where the profile lies: `decoy` for one that lies where another variable leads. */
export const accessToken = (home: string, profile: string) =>
  `sk-ant-oat01-sandbox-${home}-${profile}`;
export const refreshToken = (home: string, profile: string) =>
  `sk-ant-ort01-sandbox-${home}-${profile}`;

const workspaces = [
  { id: 'wrkspc_01DifferentialDefault', name: 'Default', default: true },
  { id: PROFILE_WORKSPACE, name: 'Profile' },
  { id: VARIABLE_WORKSPACE, name: 'Variable' },
];

/** A rule that settles its workspace, so that none has to be asked for. */
const rule = (id: string, workspace: string) => ({
  id,
  name: id,
  issuer_id: 'fdis_01Differential',
  match: { subject_prefix: 'repo:acme/*' },
  oauth_scope: 'workspace:developer',
  target: { type: 'service_account', service_account_id: SERVICE_ACCOUNT },
  workspace_ids: [workspace],
  token_lifetime_seconds: 3600,
});

/** A platform that never tires: its identity tokens and refresh tokens work again and again. */
export const SEED = {
  organizations: [
    {
      uuid: ORGANIZATION,
      name: 'Acme',
      workspaces,
      service_accounts: [
        { id: SERVICE_ACCOUNT, name: 'deploy', workspace_ids: workspaces.map(({ id }) => id) },
      ],
      federation_issuers: [
        {
          id: 'fdis_01Differential',
          name: 'github-actions',
          template: 'github-actions',
          check_jti: false,
          max_jwt_lifetime_seconds: 86_400,
        },
      ],
      federation_rules: [
        rule(PROFILE_RULE, PROFILE_WORKSPACE),
        rule(VARIABLE_RULE, VARIABLE_WORKSPACE),
      ],
      api_keys: [API_KEY, AUTH_TOKEN].map((key) => ({ key, workspace_id: PROFILE_WORKSPACE })),
    },
  ],
  user: {
    uuid: '5a5db0c5-0000-4000-8000-00000000000a',
    email_address: 'ada@acme.example',
    full_name: 'Ada Sandbox',
    memberships: [{ organization_uuid: ORGANIZATION, role: 'admin' }],
  },
  settings: { rotate_refresh_tokens: false },
};
