import { need, needGitRef } from './parts.js';
import { yamlVariables } from './script.js';
import type { Ids, Parts, Template } from './template.js';

const AUDIENCE = 'api://AzureADTokenExchange';

/** A run of one pipeline. https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create */
export const azurePipelines: Template = {
  id: 'azure-pipelines',
  takes: ['organization', 'project', 'pipeline', 'owner-id', 'branch', 'tag', 'subject'],
  example: {
    organization: 'acme',
    project: 'platform',
    pipeline: 'deploy',
    'owner-id': '2f1c0000-0000-4000-8000-0000000000e1',
    branch: 'main',
  },
  make: (parts) => {
    const owner = need(parts, 'owner-id');
    const names = [
      need(parts, 'organization'),
      need(parts, 'project'),
      need(parts, 'pipeline'),
    ].join('/');
    return {
      issuer: { issuer_url: `https://vstoken.dev.azure.com/${owner}` },
      match: {
        subject_prefix: parts.subject ?? `p://${names}`,
        audience: AUDIENCE,
        claims: { org_id: owner, rpo_ref: needGitRef(parts) },
      },
      tokenLifetime: 600,
      profile: { source: 'azure-pipelines', audience: AUDIENCE },
      snippet: { path: 'azure-pipelines.yml', text: (ids) => pipeline(parts, ids) },
      notes: [
        'whom the token is for cannot be chosen: every task that gets a token for Entra ID gets such a one',
      ],
    };
  },
};

function pipeline(parts: Parts, ids: Ids): string {
  const { branch, tag } = parts;
  const trigger =
    tag === undefined
      ? `  branches: { include: ["${branch}"] }`
      : `  tags: { include: ["${tag}"] }`;
  return `# Wants \`ant\` on the PATH of the job.
trigger:
${trigger}
pool: { vmImage: ubuntu-latest }
steps:
  - script: ant federation exchange --audience ${AUDIENCE} --write azure-pipelines-profile
    displayName: Sign in to the Claude Platform
    env:
      SYSTEM_ACCESSTOKEN: $(System.AccessToken)
${yamlVariables(ids, '      ')}
  - script: ./your-program
`;
}
