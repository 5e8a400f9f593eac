import type { Flag } from './spec.js';

/** Sources and templates that bear the same name. */
export const JOBS_AND_CLOUDS = [
  'github-actions',
  'gitlab',
  'buildkite',
  'circleci',
  'azure-pipelines',
  'bitbucket',
  'terraform-cloud',
  'vercel',
  'aws',
  'gcp',
] as const;

/**
 * Which source is asked for the identity token, and what it is told. The choices are those of `identity/source.ts`,
 * which test/guards/same-lists.test.ts holds equal.
 */
export const SOURCE_FLAGS = [
  {
    name: 'source',
    kind: 'choice',
    takes: 'SOURCE',
    choices: [
      ...JOBS_AND_CLOUDS,
      'azure-workload-identity',
      'azure-app-service',
      'azure-imds',
      'kubernetes',
      'spiffe',
      'okta',
      'oidc-client-credentials',
      'command',
    ],
    summary: 'ask this source for it; ant federation detect lists them',
  },
  {
    name: 'audience',
    kind: 'text',
    takes: 'AUDIENCE',
    summary: 'whom the identity token is for (default: https://api.anthropic.com)',
  },
  {
    name: 'source-setting',
    kind: 'list',
    takes: 'NAME=VALUE',
    summary: 'tell the source something, such as client_id=…',
  },
] as const satisfies readonly Flag[];

/** Which identity token is presented, and to whom: shared by every command that exchanges one. */
export const IDENTITY_TOKEN_FLAGS = [
  {
    name: 'identity-token-file',
    kind: 'text',
    takes: 'FILE',
    env: 'ANTHROPIC_IDENTITY_TOKEN_FILE',
    completes: 'file',
    summary: 'read the identity token from this file; - for standard input',
  },
  ...SOURCE_FLAGS,
  {
    name: 'no-ambient',
    kind: 'switch',
    summary: 'do not look for an identity that this machine has of itself',
  },
] as const satisfies readonly Flag[];

/** What the platform judges it by. */
export const RULE_FLAGS = [
  {
    name: 'federation-rule',
    kind: 'text',
    takes: 'FDRL',
    env: 'ANTHROPIC_FEDERATION_RULE_ID',
    summary: 'the federation rule to be judged by',
  },
  {
    name: 'organization-id',
    kind: 'text',
    takes: 'UUID',
    env: 'ANTHROPIC_ORGANIZATION_ID',
    summary: 'the organization the rule belongs to',
  },
  {
    name: 'service-account-id',
    kind: 'text',
    takes: 'SVAC',
    env: 'ANTHROPIC_SERVICE_ACCOUNT_ID',
    summary: 'the service account you expect to become',
  },
  {
    name: 'workspace-id',
    kind: 'text',
    takes: 'WRKSPC',
    env: 'ANTHROPIC_WORKSPACE_ID',
    summary: 'the workspace the token shall be bound to; default for the Default workspace',
  },
] as const satisfies readonly Flag[];
