import { need } from './parts.js';
import { shellScript } from './script.js';
import type { Template } from './template.js';

/** Longest life of a managed identity's token, in seconds. */
const DAY = 86_400;

/** One managed identity of one tenant, asking for tokens of one application, which stands for the platform. */
export const azure: Template = {
  id: 'azure',
  takes: ['tenant', 'subject', 'audience'],
  example: {
    tenant: '8a9f0000-0000-4000-8000-0000000000a1',
    subject: '8a9f0000-0000-4000-8000-0000000000a3',
    audience: '8a9f0000-0000-4000-8000-0000000000a2',
  },
  make: (parts) => {
    const tid = need(parts, 'tenant');
    const oid = need(parts, 'subject');
    const application = need(parts, 'audience').replace(/^api:\/\//, '');
    const resource = `api://${application}`;
    return {
      issuer: {
        issuer_url: `https://login.microsoftonline.com/${tid}/v2.0`,
        max_jwt_lifetime_seconds: DAY,
      },
      match: { subject_prefix: oid, audience: application, claims: { oid, tid } },
      tokenLifetime: 3600,
      profile: { source: 'azure-imds', audience: resource },
      snippet: {
        path: 'claude-azure.sh',
        text: (ids) =>
          shellScript(
            {
              about:
                'Run where the managed identity is: a machine, App Service, Container Apps or AKS.',
              words: ` --audience ${resource}`,
            },
            ids,
          ),
      },
      notes: [
        `the application has the identifier URI ${resource}, tokens of version 2 (requestedAccessTokenVersion) and a service principal`,
        'the subject is the identity’s object id: az identity show --query principalId',
        'the profile is for a machine; its source is azure-app-service or azure-workload-identity elsewhere',
      ],
    };
  },
};
