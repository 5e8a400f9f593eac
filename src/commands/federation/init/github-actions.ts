import { AntError } from '../../../errors.js';
import { claimsOf, gitRef, need, needGitRef, PLATFORM_AUDIENCE } from './parts.js';
import { audienceWords, yamlVariables } from './script.js';
import type { Ids, Parts, Template } from './template.js';

const ISSUER = 'https://token.actions.githubusercontent.com';

/**
 * A job of one branch, tag or environment. The subject is immutable when the ids are given, as that of each repository
 * made, renamed or transferred since July 2026 is.
 * https://docs.github.com/actions/reference/security/oidc
 */
export const githubActions: Template = {
  id: 'github-actions',
  takes: [
    'repository',
    'branch',
    'tag',
    'environment',
    'owner-id',
    'repository-id',
    'subject',
    'issuer-url',
    'audience',
  ],
  example: { repository: 'acme/api', branch: 'main' },
  make: (parts) => {
    const repository = need(parts, 'repository');
    const { 'owner-id': ownerId, 'repository-id': repositoryId } = bothIds(parts);
    const audience = parts.audience ?? PLATFORM_AUDIENCE;
    return {
      issuer: { issuer_url: parts['issuer-url'] ?? ISSUER },
      match: {
        subject_prefix: parts.subject ?? subject(parts),
        audience,
        claims: claimsOf({
          repository,
          repository_owner: repository.split('/')[0],
          repository_owner_id: ownerId,
          repository_id: repositoryId,
          ref: gitRef(parts),
        }),
      },
      tokenLifetime: 600,
      profile: { source: 'github-actions', ...(parts.audience && { audience }) },
      snippet: { path: '.github/workflows/claude.yml', text: (ids) => workflow(parts, ids) },
      notes: [
        ...(ownerId === undefined ? [IMMUTABLE] : []),
        ...(parts.environment === undefined
          ? ['whoever may push there gets the token: protect it']
          : ['say in the environment’s settings which branches may be deployed to it']),
      ],
    };
  },
};

const IMMUTABLE =
  'a repository made, renamed or transferred since 2026-07-15 has an immutable subject: give --owner-id and --repository-id (gh api repos/OWNER/NAME --jq .owner.id,.id)';

function subject(parts: Parts): string {
  const { 'owner-id': ownerId, 'repository-id': repositoryId } = parts;
  const [owner, name] = need(parts, 'repository').split('/');
  const repository =
    ownerId === undefined ? `${owner}/${name}` : `${owner}@${ownerId}/${name}@${repositoryId}`;
  const { environment } = parts;
  const what =
    environment === undefined ? `ref:${needGitRef(parts)}` : `environment:${environment}`;
  return `repo:${repository}:${what}`;
}

function bothIds(parts: Parts): Parts {
  if ((parts['owner-id'] === undefined) === (parts['repository-id'] === undefined)) return parts;
  throw new AntError('usage', '--owner-id and --repository-id are only of use together', {
    hint: 'gh api repos/OWNER/NAME --jq .owner.id,.id',
  });
}

function workflow(parts: Parts, ids: Ids): string {
  const { environment } = parts;
  return `# Wants \`ant\` on the PATH of the job.
name: claude
on:
${trigger(parts)}
permissions: {}
jobs:
  claude:
    runs-on: ubuntu-latest
${environment === undefined ? '' : `    environment: "${environment}"\n`}    permissions:
      contents: read
      id-token: write
    steps:
      - name: Sign in to the Claude Platform
        run: ant federation exchange${audienceWords(parts)} --write github-profile
        env:
${yamlVariables(ids, '          ')}
      - run: ./your-program
`;
}

function trigger({ branch, tag }: Parts): string {
  if (branch !== undefined) return `  push:\n    branches: ["${branch}"]`;
  return tag === undefined ? '  workflow_dispatch:' : `  push:\n    tags: ["${tag}"]`;
}
