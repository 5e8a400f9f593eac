import { expect, test } from 'vitest';
import type { Env } from '../../src/host.js';
import { ambientSource, detectAll } from '../../src/identity/detect.js';
import type { SourceId } from '../../src/identity/source.js';
import { fakeHost } from '../support/host.js';

const CLUSTER = { '/var/run/secrets/kubernetes.io/serviceaccount/token': 'a.b.c' };
const PROJECTED = { '/var/run/secrets/anthropic.com/token': 'd.e.f' };

/** What the webhook of AKS puts into a pod, on a node that is one of Azure's machines. */
const AKS_ENV = {
  KUBERNETES_SERVICE_HOST: '10.0.0.1',
  AZURE_FEDERATED_TOKEN_FILE: '/var/run/secrets/azure/tokens/azure-identity-token',
  AZURE_TENANT_ID: 't',
  AZURE_CLIENT_ID: 'c',
};
const AKS = {
  ...CLUSTER,
  [AKS_ENV.AZURE_FEDERATED_TOKEN_FILE]: 'g.h.i',
  '/sys/class/dmi/id/chassis_asset_tag': '7783-7084-3265-9085-8269-3286-77',
};

/** What the webhook of EKS puts into a pod, on a node that is one of Amazon's machines. */
const EKS_ENV = {
  KUBERNETES_SERVICE_HOST: '10.0.0.1',
  AWS_REGION: 'eu-central-1',
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/ci',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
};
const EKS = {
  ...CLUSTER,
  [EKS_ENV.AWS_WEB_IDENTITY_TOKEN_FILE]: 'g.h.i',
  '/sys/class/dmi/id/board_asset_tag': 'i-0af01c0123456789a',
};

const GKE = { ...CLUSTER, '/sys/class/dmi/id/product_name': 'Google Compute Engine' };

test.each<[string, Env, Readonly<Record<string, string>>, SourceId]>([
  ['AKS with workload identity', AKS_ENV, AKS, 'azure-workload-identity'],
  ['AKS with a token for the platform, too', AKS_ENV, { ...AKS, ...PROJECTED }, 'kubernetes'],
  ['EKS with a role', EKS_ENV, EKS, 'aws'],
  ['EKS with a token for the platform, too', EKS_ENV, { ...EKS, ...PROJECTED }, 'kubernetes'],
  ['GKE', {}, GKE, 'gcp'],
  ['GKE with a token for the platform, too', {}, { ...GKE, ...PROJECTED }, 'kubernetes'],
])('E53: in a pod of %s nothing is a conflict', async (_, env, disk, id) => {
  expect(ambientSource(await detectAll(fakeHost({ env, disk })))?.source.id).toBe(id);
});

test('E53: in a pod of AKS whose identity lacks something, its machine’s is not taken instead', async () => {
  const env = { ...AKS_ENV, AZURE_CLIENT_ID: undefined };
  const detected = await detectAll(fakeHost({ env, disk: AKS }));
  expect(() => ambientSource(detected)).toThrow(/AZURE_CLIENT_ID is not set/);
});
