import { need, PLATFORM_AUDIENCE } from './parts.js';
import { yamlNamedValues } from './script.js';
import type { Ids, Parts, Template } from './template.js';

const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const DIRECTORY = '/var/run/secrets/anthropic.com';

/**
 * One service account of one namespace. https://kubernetes.io/docs/concepts/storage/projected-volumes/
 */
export const kubernetes: Template = {
  id: 'kubernetes',
  takes: ['namespace', 'service-account', 'issuer-url', 'audience'],
  example: { namespace: 'prod', 'service-account': 'api' },
  make: (parts) => {
    const subject = `system:serviceaccount:${need(parts, 'namespace')}:${need(parts, 'service-account')}`;
    const audience = parts.audience ?? PLATFORM_AUDIENCE;
    const issuer = parts['issuer-url'] ?? ISSUER;
    const own = issuer === ISSUER;
    return {
      // Nobody outside the cluster can ask that issuer for its keys.
      issuer: { issuer_url: issuer, ...(own && { jwks: { type: 'inline', keys: [] } }) },
      match: { subject_prefix: subject, audience },
      tokenLifetime: 3600,
      profile: {
        source: 'kubernetes',
        identityTokenFile: `${DIRECTORY}/token`,
        ...(parts.audience && { audience }),
      },
      snippet: { path: 'claude-pod.yml', text: (ids) => manifest(parts, ids) },
      notes: [
        'the cluster says its issuer: kubectl get --raw /.well-known/openid-configuration',
        ...(own
          ? ['put the cluster’s keys into jwks.keys: kubectl get --raw /openid/v1/jwks | jq .keys']
          : []),
      ],
    };
  },
};

function manifest(parts: Parts, ids: Ids): string {
  const { namespace, 'service-account': account } = parts;
  return `# Wants \`ant\` in the image.
apiVersion: v1
kind: ServiceAccount
metadata:
  name: "${account}"
  namespace: "${namespace}"
automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata:
  name: "${account}"
  namespace: "${namespace}"
spec:
  serviceAccountName: "${account}"
  containers:
    - name: claude
      image: YOUR_IMAGE
      command: [ant, exec, --identity-token-file, ${DIRECTORY}/token, "--", ./your-program]
      env:
${yamlNamedValues(ids, '        ')}
      volumeMounts:
        - name: anthropic-token
          mountPath: ${DIRECTORY}
          readOnly: true
  volumes:
    - name: anthropic-token
      projected:
        sources:
          - serviceAccountToken:
              audience: ${parts.audience ?? PLATFORM_AUDIENCE}
              expirationSeconds: 3600
              path: token
`;
}
