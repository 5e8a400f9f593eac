import { AntError } from '../../../errors.js';
import { need, PLATFORM_AUDIENCE } from './parts.js';
import { audienceWords, shellScript } from './script.js';
import type { Template } from './template.js';

/** One SPIFFE ID. https://spiffe.io/docs/latest/spiffe-specs/jwt-svid/ */
export const spiffe: Template = {
  id: 'spiffe',
  takes: ['subject', 'issuer-url', 'audience'],
  example: {
    subject: 'spiffe://acme.example/prod/api',
    'issuer-url': 'https://spire.acme.example',
  },
  make: (parts) => {
    const subject = need(parts, 'subject');
    if (!/^spiffe:\/\/[^/]+\/./.test(subject)) {
      throw new AntError('usage', '--subject is not the SPIFFE ID of a workload', {
        hint: 'as in: --subject spiffe://acme.example/prod/api',
      });
    }
    const audience = parts.audience ?? PLATFORM_AUDIENCE;
    return {
      issuer: { issuer_url: need(parts, 'issuer-url') },
      match: { subject_prefix: subject, audience },
      tokenLifetime: 600,
      profile: { source: 'spiffe', ...(parts.audience && { audience }) },
      snippet: {
        path: 'claude-spiffe.sh',
        text: (ids) =>
          shellScript(
            {
              about: 'Run as the workload, with SPIFFE_ENDPOINT_SOCKET set.',
              words: ` --source spiffe${audienceWords(parts)}`,
            },
            ids,
          ),
      },
      notes: ['the issuer is the server’s jwt_issuer; without it the tokens have none'],
    };
  },
};
