import { need, PLATFORM_AUDIENCE } from './parts.js';
import { audienceWords, shellScript } from './script.js';
import type { Template } from './template.js';

/**
 * One IAM role of one account, wherever it runs.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html
 */
export const aws: Template = {
  id: 'aws',
  takes: ['role-arn', 'issuer-url', 'audience'],
  example: {
    'role-arn': 'arn:aws:iam::123456789012:role/api',
    'issuer-url': 'https://7c6d0000-0000-4000-8000-0000000000d1.tokens.sts.global.api.aws',
  },
  make: (parts) => {
    const role = need(parts, 'role-arn');
    const audience = parts.audience ?? PLATFORM_AUDIENCE;
    return {
      issuer: { issuer_url: need(parts, 'issuer-url') },
      match: {
        subject_prefix: role,
        audience,
        condition: `claims["https://sts.amazonaws.com/"]["aws_account"] == "${role.split(':')[4]}"`,
      },
      tokenLifetime: 600,
      profile: { source: 'aws', ...(parts.audience && { audience }) },
      snippet: {
        path: 'claude-aws.sh',
        text: (ids) =>
          shellScript(
            {
              about: 'Run as the role, on Lambda, EC2, ECS or EKS.',
              words: ` --source aws${audienceWords(parts)}`,
            },
            ids,
          ),
      },
      notes: [
        'turn outbound federation on, which also shows the issuer: aws iam enable-outbound-web-identity-federation',
        `allow the role sts:GetWebIdentityToken, with the condition sts:IdentityTokenAudience = ${audience}`,
      ],
    };
  },
};
