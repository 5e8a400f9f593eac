import { JOBS_AND_CLOUDS, RULE_FLAGS } from './federation-inputs.js';
import type { Flag, Spec } from './spec.js';

/** Where a workload can run that has a template, by the name its source has. */
export const PROVIDERS = [...JOBS_AND_CLOUDS, 'azure', 'kubernetes', 'spiffe', 'okta'] as const;

/** What a subject is made of; each provider takes some of them. */
export const PART_FLAGS = [
  {
    name: 'repository',
    kind: 'text',
    takes: 'OWNER/NAME',
    summary: 'the repository on GitHub whose workflow signs in',
  },
  { name: 'branch', kind: 'text', takes: 'BRANCH', summary: 'the one branch whose jobs may' },
  { name: 'tag', kind: 'text', takes: 'TAG', summary: 'the one tag whose jobs may' },
  {
    name: 'environment',
    kind: 'text',
    takes: 'NAME',
    summary: 'the environment, on GitHub or Vercel, that is deployed to',
  },
  {
    name: 'owner-id',
    kind: 'text',
    takes: 'ID',
    summary: 'the provider’s own id of the owner, organization or team; a name can change hands',
  },
  {
    name: 'repository-id',
    kind: 'text',
    takes: 'ID',
    summary: 'the repository’s id: with --owner-id GitHub’s immutable subject, or Bitbucket’s UUID',
  },
  {
    name: 'organization',
    kind: 'text',
    takes: 'NAME',
    summary: 'the organization at Buildkite, Azure DevOps or HCP Terraform, or the team at Vercel',
  },
  {
    name: 'project',
    kind: 'text',
    takes: 'NAME',
    summary: 'the project; for GitLab GROUP/PROJECT',
  },
  {
    name: 'project-id',
    kind: 'text',
    takes: 'ID',
    summary: 'the id of the project at GitLab, CircleCI or Vercel',
  },
  {
    name: 'pipeline',
    kind: 'text',
    takes: 'NAME',
    summary: 'the pipeline at Buildkite or Azure Pipelines',
  },
  {
    name: 'workspace',
    kind: 'text',
    takes: 'NAME',
    summary: 'the workspace at HCP Terraform or Bitbucket',
  },
  { name: 'role-arn', kind: 'text', takes: 'ARN', summary: 'the IAM role at AWS' },
  { name: 'email', kind: 'text', takes: 'EMAIL', summary: 'the service account at Google Cloud' },
  { name: 'tenant', kind: 'text', takes: 'UUID', summary: 'the tenant of Entra ID' },
  { name: 'namespace', kind: 'text', takes: 'NAME', summary: 'the namespace in Kubernetes' },
  {
    name: 'service-account',
    kind: 'text',
    takes: 'NAME',
    summary: 'the pod’s service account in Kubernetes',
  },
  {
    name: 'subject',
    kind: 'text',
    takes: 'SUBJECT',
    summary: 'the exact subject, where it cannot be made of parts or was customised',
  },
  {
    name: 'issuer-url',
    kind: 'text',
    takes: 'URL',
    summary: 'the issuer, where every customer has one of their own',
  },
  {
    name: 'audience',
    kind: 'text',
    takes: 'AUDIENCE',
    summary:
      'whom the identity token is for (default: https://api.anthropic.com, where the provider can do that)',
  },
] as const satisfies readonly Flag[];

export const federationInit = {
  path: ['federation', 'init'],
  summary: 'print all that a provider’s workload needs to sign in',
  details: `Prints three things: the pipeline, manifest or script that signs in and runs your program; the profile;
and the issuer and the narrowest rule, as the Admin API takes them. The rule accepts one subject of one
tenant. What you do not say about the platform is left as a word in capitals to be replaced.

--profile names the profile and the rule; without it they have the provider’s name.

Nothing is sent and nothing is set up. With --out they become files; one that is there is never overwritten.`,
  arguments: [
    {
      name: 'provider',
      required: true,
      choices: PROVIDERS,
      summary: 'where the workload runs',
    },
  ],
  flags: [
    ...PART_FLAGS,
    ...RULE_FLAGS,
    {
      name: 'out',
      kind: 'text',
      takes: 'DIR',
      completes: 'directory',
      summary: 'write them as files into this directory instead',
    },
  ],
  examples: [
    {
      command: 'ant federation init github-actions --repository acme/api --branch main',
      does: 'one branch of a repository',
    },
    {
      command:
        'ant federation init kubernetes --namespace prod --service-account api --out claude-setup',
      does: 'files to look at and apply',
    },
  ],
} as const satisfies Spec;
