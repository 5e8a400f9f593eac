import type { JsonObject } from '../json.js';
import { partsOf, type Template, USUAL } from './template.js';

/** STS puts its claims into one nested object, so that a rule reaches them with CEL only. */
function awsClaims(subject: string): JsonObject {
  const { account } = partsOf(/^arn:aws:iam::(?<account>\d{12}):role\/.+$/, subject);
  return {
    'https://sts.amazonaws.com/': {
      aws_account: account,
      org_id: 'o-sandbox00',
      principal_id: subject,
      request_tags: {},
    },
  };
}

function gcpClaims(subject: string): JsonObject {
  return {
    azp: subject,
    email: 'api@acme-prod.iam.gserviceaccount.com',
    email_verified: true,
    google: {
      compute_engine: {
        project_id: 'acme-prod',
        project_number: 424242,
        zone: 'europe-west1-b',
        instance_name: 'api-1',
        instance_id: '4242424242424242424',
      },
    },
  };
}

const AZURE_TENANT = '8a9f0000-0000-4000-8000-0000000000a1';
const AZURE_APPLICATION = '8a9f0000-0000-4000-8000-0000000000a2';

function azureClaims(subject: string): JsonObject {
  return {
    oid: subject,
    tid: AZURE_TENANT,
    azp: '8a9f0000-0000-4000-8000-0000000000a4',
    azpacr: '2',
    uti: 'sandbox-uti',
    ver: '2.0',
  };
}

const KUBERNETES_SUBJECT = /^system:serviceaccount:(?<namespace>[^:]+):(?<name>[^:]+)$/;

function kubernetesClaims(subject: string): JsonObject {
  const { namespace, name } = partsOf(KUBERNETES_SUBJECT, subject);
  if (namespace === undefined) return {};
  return {
    'kubernetes.io': {
      namespace,
      pod: { name: `${name}-0`, uid: '6f5e0000-0000-4000-8000-0000000000b1' },
      serviceaccount: { name, uid: '6f5e0000-0000-4000-8000-0000000000b2' },
    },
  };
}

function oktaClaims(subject: string): JsonObject {
  return { ver: 1, cid: subject, scp: ['anthropic.access'] };
}

/** The platforms that run workloads, and the identity servers beside them. */
export const CLOUD_PLATFORMS = {
  aws: {
    ...USUAL,
    issuerUrl: 'https://7c6d0000-0000-4000-8000-0000000000d1.tokens.sts.global.api.aws',
    subject: 'arn:aws:iam::123456789012:role/api',
    lifetimeSeconds: 300,
    claims: awsClaims,
  },
  gcp: {
    ...USUAL,
    issuerUrl: 'https://accounts.google.com',
    subject: '100000000000000000042',
    jti: false,
    claims: gcpClaims,
  },
  azure: {
    ...USUAL,
    issuerUrl: `https://login.microsoftonline.com/${AZURE_TENANT}/v2.0`,
    audience: AZURE_APPLICATION,
    subject: '8a9f0000-0000-4000-8000-0000000000a3',
    maxJwtLifetimeSeconds: 86_400,
    jti: false,
    claims: azureClaims,
  },
  kubernetes: {
    ...USUAL,
    issuerUrl: 'https://kubernetes.default.svc.cluster.local',
    audienceIsList: true,
    subject: 'system:serviceaccount:prod:api',
    claims: kubernetesClaims,
  },
  spiffe: {
    ...USUAL,
    issuerUrl: 'https://spire.acme.example',
    audienceIsList: true,
    subject: 'spiffe://acme.example/prod/api',
    lifetimeSeconds: 300,
    jti: false,
    claims: () => ({}),
  },
  okta: {
    ...USUAL,
    issuerUrl: 'https://acme.okta.com/oauth2/default',
    subject: '0oasandbox0client0id',
    claims: oktaClaims,
  },
} as const satisfies Readonly<Record<string, Template>>;
