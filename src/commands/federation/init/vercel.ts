import { claimsOf, need, PLATFORM_AUDIENCE } from './parts.js';
import { audienceWords, shellScript } from './script.js';
import type { Template } from './template.js';

/** A deployment of one project to one environment. https://vercel.com/docs/oidc/reference */
export const vercel: Template = {
  id: 'vercel',
  takes: [
    'organization',
    'project',
    'environment',
    'owner-id',
    'project-id',
    'subject',
    'audience',
  ],
  example: { organization: 'acme', project: 'api', environment: 'production' },
  make: (parts) => {
    const owner = need(parts, 'organization');
    const project = need(parts, 'project');
    const environment = need(parts, 'environment');
    const audience = parts.audience ?? PLATFORM_AUDIENCE;
    return {
      issuer: {
        issuer_url: `https://oidc.vercel.com/${owner}`,
        max_jwt_lifetime_seconds: 7200,
      },
      match: {
        subject_prefix:
          parts.subject ?? `owner:${owner}:project:${project}:environment:${environment}`,
        audience,
        claims: claimsOf({
          owner,
          owner_id: parts['owner-id'],
          project_id: parts['project-id'],
          environment,
        }),
      },
      tokenLifetime: 3600,
      profile: { source: 'vercel', ...(parts.audience && { audience }) },
      snippet: {
        path: 'vercel-build.sh',
        text: (ids) =>
          shellScript(
            {
              about: 'The build command of the project.',
              words: ` --source vercel${audienceWords(parts)}`,
            },
            ids,
          ),
      },
      notes: [
        'set the issuer mode of the project to team',
        'teams and projects can be renamed: --owner-id and --project-id pin them',
      ],
    };
  },
};
