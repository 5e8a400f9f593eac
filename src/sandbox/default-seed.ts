import type { JsonObject } from '../json.js';
import { TEMPLATE_NAMES, TEMPLATES, type TemplateName } from './templates.js';

const ACME = '5a5db0c5-0000-4000-8000-000000000001';
const GLOBEX = '5a5db0c5-0000-4000-8000-000000000002';
const PRODUCTION = 'wrkspc_01SandboxProduction';

/** Where more than the exact subject is wanted, as the platform's guides advise. */
const MATCHES: Partial<Readonly<Record<TemplateName, JsonObject>>> = {
  'github-actions': {
    subject_prefix: TEMPLATES['github-actions'].subject,
    audience: TEMPLATES['github-actions'].audience,
    claims: { repository_owner: 'acme' },
  },
  gcp: {
    audience: TEMPLATES.gcp.audience,
    claims: { sub: TEMPLATES.gcp.subject, email: 'api@acme-prod.iam.gserviceaccount.com' },
  },
  azure: {
    audience: TEMPLATES.azure.audience,
    claims: { oid: TEMPLATES.azure.subject, tid: '8a9f0000-0000-4000-8000-0000000000a1' },
  },
};

/** `github-actions` is `GithubActions` in an id. */
function idPart(name: TemplateName): string {
  return name.replace(/(^|-)[a-z]/g, (start) => start.replace('-', '').toUpperCase());
}

const issuerFor = (name: TemplateName) => ({
  id: `fdis_01Sandbox${idPart(name)}`,
  name,
  template: name,
});

const ruleFor = (name: TemplateName) => ({
  id: `fdrl_01Sandbox${idPart(name)}`,
  name: `${name}-deploy`,
  issuer_id: `fdis_01Sandbox${idPart(name)}`,
  match: MATCHES[name] ?? {
    subject_prefix: TEMPLATES[name].subject,
    audience: TEMPLATES[name].audience,
  },
  oauth_scope: 'workspace:developer',
  target: { type: 'service_account', service_account_id: 'svac_01SandboxDeploy' },
  workspace_ids: [PRODUCTION],
  token_lifetime_seconds: 600,
});

/**
 * What the sandbox holds when nobody gives it a seed, in the format of a seed file: two organizations,
 * one person who belongs to both, and one issuer and one rule for each platform template.
 */
export const DEFAULT_SEED: JsonObject = {
  organizations: [
    {
      uuid: ACME,
      name: 'Acme',
      workspaces: [
        { id: 'wrkspc_01SandboxDefault', name: 'Default', default: true },
        { id: PRODUCTION, name: 'Production' },
        { id: 'wrkspc_01SandboxStaging', name: 'Staging' },
      ],
      service_accounts: [
        { id: 'svac_01SandboxDeploy', name: 'deploy', workspace_ids: [PRODUCTION] },
        { id: 'svac_01SandboxAdmin', name: 'admin', organization_role: 'admin' },
      ],
      federation_issuers: TEMPLATE_NAMES.map(issuerFor),
      federation_rules: [
        ...TEMPLATE_NAMES.map(ruleFor),
        {
          ...ruleFor('okta'),
          id: 'fdrl_01SandboxAdmin',
          name: 'okta-admin',
          match: { subject_prefix: '0oasandbox0admin0client' },
          oauth_scope: 'org:admin',
          target: { type: 'service_account', service_account_id: 'svac_01SandboxAdmin' },
        },
      ],
      api_keys: [
        { key: 'sk-ant-api03-sandbox-production', workspace_id: PRODUCTION },
        { key: 'sk-ant-api03-sandbox-ada' },
      ],
    },
    {
      uuid: GLOBEX,
      name: 'Globex',
      workspaces: [
        { id: 'wrkspc_02SandboxDefault', name: 'Default', default: true },
        { id: 'wrkspc_02SandboxResearch', name: 'Research' },
      ],
    },
  ],
  user: {
    uuid: '5a5db0c5-0000-4000-8000-00000000000a',
    email_address: 'ada@acme.example',
    full_name: 'Ada Sandbox',
    memberships: [
      { organization_uuid: ACME, role: 'admin' },
      { organization_uuid: GLOBEX, role: 'developer' },
    ],
  },
};
