import type { Spec } from './spec.js';

export const federationExchange = {
  path: ['federation', 'exchange'],
  summary: 'trade an identity token for a short-lived access token',
  details: `Sends the identity token of a workload to the platform (RFC 7523) and gets an access token back.
The identity token comes from --identity-token-file, or ANTHROPIC_IDENTITY_TOKEN_FILE, or
ANTHROPIC_IDENTITY_TOKEN, or the profile; the ids from flags, then the profile, then variables.

The answer is a summary; the token is printed only with --access-token. An identity token is often good
for one exchange only, so ant never sends the same one twice by itself.`,
  arguments: [],
  flags: [
    {
      name: 'identity-token-file',
      kind: 'text',
      takes: 'FILE',
      env: 'ANTHROPIC_IDENTITY_TOKEN_FILE',
      completes: 'file',
      summary: 'read the identity token from this file; - for standard input',
    },
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
    { name: 'access-token', kind: 'switch', summary: 'print the token, and nothing else' },
  ],
  examples: [
    {
      command: 'ant federation exchange --profile ci',
      does: 'exchange with the ids and the token file of a profile',
    },
    {
      command:
        'fetch-id-token | ant federation exchange --identity-token-file - --federation-rule fdrl_… --organization-id … --access-token',
      does: 'everything from flags, the identity token from a pipe',
    },
  ],
} as const satisfies Spec;

export const federationSpecs = [federationExchange] as const;
