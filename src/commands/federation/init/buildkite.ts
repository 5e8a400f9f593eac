import { claimsOf, need, needGitRef, PLATFORM_AUDIENCE } from './parts.js';
import { audienceWords, execLine, yamlVariables } from './script.js';
import type { Ids, Parts, Template } from './template.js';

/** A step of one pipeline and branch. https://buildkite.com/docs/agent/cli/reference/oidc */
export const buildkite: Template = {
  id: 'buildkite',
  takes: ['organization', 'pipeline', 'branch', 'tag', 'owner-id', 'subject', 'audience'],
  example: { organization: 'acme', pipeline: 'api', branch: 'main' },
  make: (parts) => {
    const organization = need(parts, 'organization');
    const pipeline = need(parts, 'pipeline');
    const ref = needGitRef(parts);
    const audience = parts.audience ?? PLATFORM_AUDIENCE;
    return {
      issuer: { issuer_url: 'https://agent.buildkite.com' },
      match: {
        // The subject goes on with commit and step; a branch cannot have a colon in its name.
        subject_prefix:
          parts.subject ?? `organization:${organization}:pipeline:${pipeline}:ref:${ref}:*`,
        audience,
        claims: claimsOf({
          organization_slug: organization,
          organization_id: parts['owner-id'],
          pipeline_slug: pipeline,
        }),
      },
      tokenLifetime: 600,
      profile: { source: 'buildkite', ...(parts.audience && { audience }) },
      snippet: { path: '.buildkite/pipeline.yml', text: (ids) => steps(parts, ids) },
      notes: [
        'a build of a fork’s pull request can be of a branch of the same name: turn those builds off for this pipeline',
        'an organization can be renamed: --owner-id pins it',
      ],
    };
  },
};

function steps(parts: Parts, ids: Ids): string {
  const { branch, tag } = parts;
  const which = tag === undefined ? `build.branch == "${branch}"` : `build.tag == "${tag}"`;
  return `# Wants \`ant\` on the PATH of the job.
steps:
  - label: "claude"
    if: '${which}'
    env:
${yamlVariables(ids, '      ')}
    command: ${execLine(` --source buildkite${audienceWords(parts)}`)}
`;
}
