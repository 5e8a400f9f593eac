import { AntError } from '../../../errors.js';
import { claimsOf, need, needGitRef, PLATFORM_AUDIENCE } from './parts.js';
import { audienceWords, execLine, yamlVariables } from './script.js';
import type { Ids, Parts, Template } from './template.js';

/** A job of one protected branch or tag. https://docs.gitlab.com/ci/secrets/id_token_authentication/ */
export const gitlab: Template = {
  id: 'gitlab',
  takes: [
    'project',
    'branch',
    'tag',
    'project-id',
    'owner-id',
    'subject',
    'issuer-url',
    'audience',
  ],
  example: { project: 'acme/api', branch: 'main' },
  make: (parts) => {
    const project = need(parts, 'project');
    if (!project.includes('/')) {
      throw new AntError('usage', '--project names no group', {
        hint: `as in: --project GROUP/${project}`,
      });
    }
    const [, , ...name] = needGitRef(parts).split('/');
    const kind = parts.tag === undefined ? 'branch' : 'tag';
    const audience = parts.audience ?? PLATFORM_AUDIENCE;
    return {
      issuer: { issuer_url: parts['issuer-url'] ?? 'https://gitlab.com' },
      match: {
        subject_prefix:
          parts.subject ?? `project_path:${project}:ref_type:${kind}:ref:${name.join('/')}`,
        audience,
        claims: claimsOf({
          project_path: project,
          project_id: parts['project-id'],
          namespace_id: parts['owner-id'],
          ref: name.join('/'),
          ref_type: kind,
          ref_protected: 'true',
        }),
      },
      tokenLifetime: 3600,
      profile: { source: 'gitlab', ...(parts.audience && { audience }) },
      snippet: { path: '.gitlab-ci.yml', text: (ids) => pipeline(parts, ids) },
      notes: [
        `protect the ${kind}: the rule refuses one that is not`,
        'a group or project can be renamed: --project-id and --owner-id (of the namespace) pin it',
      ],
    };
  },
};

function pipeline(parts: Parts, ids: Ids): string {
  const { branch, tag } = parts;
  const which =
    tag === undefined ? `$CI_COMMIT_BRANCH == "${branch}"` : `$CI_COMMIT_TAG == "${tag}"`;
  return `# Wants \`ant\` in the image of the job.
claude:
  rules:
    - if: '${which}'
  id_tokens:
    ANTHROPIC_ID_TOKEN:
      aud: ${parts.audience ?? PLATFORM_AUDIENCE}
  variables:
${yamlVariables(ids, '    ')}
  script:
    - ${execLine(` --source gitlab${audienceWords(parts)}`)}
`;
}
