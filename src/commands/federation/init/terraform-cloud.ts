import { claimsOf, need, PLATFORM_AUDIENCE } from './parts.js';
import { audienceWords, shellScript } from './script.js';
import type { Template } from './template.js';

/**
 * The apply of one workspace, which no plan is.
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/manual-generation
 */
export const terraformCloud: Template = {
  id: 'terraform-cloud',
  takes: ['organization', 'project', 'workspace', 'owner-id', 'subject', 'issuer-url', 'audience'],
  example: { organization: 'acme', project: 'platform', workspace: 'api' },
  make: (parts) => {
    const organization = need(parts, 'organization');
    const workspace = need(parts, 'workspace');
    const audience = parts.audience ?? PLATFORM_AUDIENCE;
    return {
      issuer: {
        issuer_url: parts['issuer-url'] ?? 'https://app.terraform.io',
        max_jwt_lifetime_seconds: 86_400,
      },
      match: {
        subject_prefix:
          parts.subject ??
          `organization:${organization}:project:${need(parts, 'project')}:workspace:${workspace}:run_phase:apply`,
        audience,
        claims: claimsOf({
          terraform_organization_name: organization,
          terraform_organization_id: parts['owner-id'],
          terraform_workspace_name: workspace,
          terraform_run_phase: 'apply',
        }),
      },
      tokenLifetime: 3600,
      profile: { source: 'terraform-cloud', ...(parts.audience && { audience }) },
      snippet: {
        path: 'terraform-pre-apply',
        text: (ids) =>
          shellScript(
            {
              about: `A hook of your agents, and a variable of the workspace: TFC_WORKLOAD_IDENTITY_AUDIENCE_ANTHROPIC=${audience}`,
              words: ` --source terraform-cloud${audienceWords(parts)}`,
            },
            ids,
          ),
      },
      notes: [
        'an organization can be renamed: --owner-id pins it',
        'a plan gets no token from this rule: anybody’s branch is planned',
      ],
    };
  },
};
