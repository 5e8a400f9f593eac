import { inBraces, need, PLATFORM_AUDIENCE } from './parts.js';
import { audienceWords, execLine } from './script.js';
import type { Ids, Parts, Template } from './template.js';

/**
 * A step of one repository and branch.
 * https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/
 */
export const bitbucket: Template = {
  id: 'bitbucket',
  takes: ['workspace', 'repository-id', 'branch', 'audience'],
  example: {
    workspace: 'acme',
    'repository-id': '9d8c0000-0000-4000-8000-0000000000f1',
    branch: 'main',
  },
  make: (parts) => {
    const workspace = need(parts, 'workspace');
    const repository = inBraces(need(parts, 'repository-id'));
    const audience = parts.audience ?? PLATFORM_AUDIENCE;
    return {
      issuer: {
        issuer_url: `https://api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`,
      },
      match: {
        // The subject goes on with the step, which is another one in each run.
        subject_prefix: `${repository}:*`,
        audience,
        claims: { repositoryUuid: repository, branchName: need(parts, 'branch') },
      },
      tokenLifetime: 3600,
      profile: { source: 'bitbucket', ...(parts.audience && { audience }) },
      snippet: { path: 'bitbucket-pipelines.yml', text: (ids) => pipeline(parts, ids) },
      notes: ['whoever may push to the branch gets the token: restrict it'],
    };
  },
};

/** Bitbucket's file has no place for variables, so that the ids are words of the command. */
function pipeline(parts: Parts, ids: Ids): string {
  const words = [
    ' --source bitbucket',
    audienceWords(parts),
    ` --federation-rule ${ids.federationRule}`,
    ` --organization-id ${ids.organization}`,
    ` --service-account-id ${ids.serviceAccount}`,
    ` --workspace-id ${ids.workspace}`,
  ].join('');
  return `# Wants \`ant\` in the image of the step.
pipelines:
  branches:
    "${parts.branch}":
      - step:
          name: claude
          oidc:
            audiences:
              - ${parts.audience ?? PLATFORM_AUDIENCE}
          script:
            - ${execLine(words)}
`;
}
