import { need, PLATFORM_AUDIENCE } from './parts.js';
import { audienceWords, shellScript } from './script.js';
import type { Template } from './template.js';

/**
 * One service account of Google Cloud. All its customers have one issuer, so that the rule names the account twice: by
 * the number, which is never given to another, and by the address, which shows that the token is a full one.
 */
export const gcp: Template = {
  id: 'gcp',
  takes: ['subject', 'email', 'audience'],
  example: {
    subject: '100000000000000000042',
    email: 'api@acme-prod.iam.gserviceaccount.com',
  },
  make: (parts) => {
    const sub = need(parts, 'subject');
    const audience = parts.audience ?? PLATFORM_AUDIENCE;
    return {
      issuer: { issuer_url: 'https://accounts.google.com' },
      match: { subject_prefix: sub, audience, claims: { sub, email: need(parts, 'email') } },
      tokenLifetime: 3600,
      profile: { source: 'gcp', ...(parts.audience && { audience }) },
      snippet: {
        path: 'claude-gcp.sh',
        text: (ids) =>
          shellScript(
            {
              about: 'Run as the service account, on Compute Engine, Cloud Run or GKE.',
              words: ` --source gcp${audienceWords(parts)}`,
            },
            ids,
          ),
      },
      notes: [
        'the subject is the account’s number: gcloud iam service-accounts describe EMAIL --format="value(uniqueId)"',
      ],
    };
  },
};
