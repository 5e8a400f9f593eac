import { need, PLATFORM_AUDIENCE } from './parts.js';
import { audienceWords, shellScript } from './script.js';
import type { Template } from './template.js';

/** One service app of a custom authorization server. https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/ */
export const okta: Template = {
  id: 'okta',
  takes: ['subject', 'issuer-url', 'audience'],
  example: {
    subject: '0oasandbox0client0id',
    'issuer-url': 'https://acme.okta.com/oauth2/default',
  },
  make: (parts) => {
    const client = need(parts, 'subject');
    const issuer = need(parts, 'issuer-url');
    const audience = parts.audience ?? PLATFORM_AUDIENCE;
    const settings = {
      token_url: `${issuer}/v1/token`,
      client_id: client,
      scope: 'anthropic.access',
      private_key_file: '/etc/anthropic/okta-key.pem',
    };
    const told = Object.entries(settings).map(
      ([key, value]) => ` --source-setting ${key}=${value}`,
    );
    return {
      issuer: { issuer_url: issuer },
      match: { subject_prefix: client, audience, claims: { cid: client } },
      tokenLifetime: 3600,
      profile: { source: 'okta', settings, ...(parts.audience && { audience }) },
      snippet: {
        path: 'claude-okta.sh',
        text: (ids) =>
          shellScript(
            {
              about: 'Run where the key of the service app is.',
              words: ` --source okta${told.join('')}${audienceWords(parts)}`,
            },
            ids,
          ),
      },
      notes: [
        'put the private key of the app where private_key_file says, readable to the workload alone',
        'the authorization server has the scope anthropic.access, and an access policy for the app',
        'a custom authorization server, whose audience is that of the rule; the tokens of the org server are not for others',
      ],
    };
  },
};
