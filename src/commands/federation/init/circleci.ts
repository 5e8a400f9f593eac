import { gitRef, need, needGitRef, PLATFORM_AUDIENCE } from './parts.js';
import { audienceWords, execLine, yamlVariables } from './script.js';
import type { Ids, Parts, Template } from './template.js';

/**
 * A job of one project and branch. https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/
 */
export const circleci: Template = {
  id: 'circleci',
  takes: ['owner-id', 'project-id', 'branch', 'tag', 'subject', 'audience'],
  example: {
    'owner-id': '3c1f0a5e-0000-4000-8000-00000000000c',
    'project-id': '5b2e0000-0000-4000-8000-00000000000d',
    branch: 'main',
  },
  make: (parts) => {
    const organization = need(parts, 'owner-id');
    const project = need(parts, 'project-id');
    const audience = parts.audience ?? PLATFORM_AUDIENCE;
    return {
      issuer: { issuer_url: `https://oidc.circleci.com/org/${organization}` },
      match: {
        // The subject goes on with whoever started the job.
        subject_prefix: parts.subject ?? `org/${organization}/project/${project}/user/*`,
        audience,
        claims: {
          'oidc.circleci.com/project-id': project,
          'oidc.circleci.com/vcs-ref': needGitRef(parts),
        },
        // A person has a shell in a job that is run again with SSH.
        condition: 'claims["oidc.circleci.com/ssh-rerun"] == false',
      },
      tokenLifetime: 600,
      profile: { source: 'circleci', ...(parts.audience && { audience }) },
      snippet: { path: '.circleci/config.yml', text: (ids) => config(parts, ids) },
      notes: ['do not pass secrets to builds of forks: that gives them tokens too'],
    };
  },
};

function config(parts: Parts, ids: Ids): string {
  const { branch, tag } = parts;
  const only = tag === undefined ? `branches: { only: "${branch}" }` : tagOnly(tag);
  return `# Wants \`ant\` in the image of the job. ${gitRef(parts)} alone gets a token.
version: 2.1
jobs:
  claude:
    docker:
      - image: cimg/node:20.19
    environment:
${yamlVariables(ids, '      ')}
    steps:
      - checkout
      - run:
          name: Work with the Claude Platform
          command: ${execLine(` --source circleci${audienceWords(parts)}`)}
workflows:
  claude:
    jobs:
      - claude:
          filters: { ${only} }
`;
}

function tagOnly(tag: string): string {
  return `tags: { only: "${tag}" }, branches: { ignore: /.*/ }`;
}
