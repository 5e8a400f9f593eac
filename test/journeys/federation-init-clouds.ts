import type { Case } from './federation-init-cases.js';

const AZURE = {
  sub: '8a9f0000-0000-4000-8000-0000000000a3',
  tenant: '8a9f0000-0000-4000-8000-0000000000a1',
  application: '8a9f0000-0000-4000-8000-0000000000a2',
};

/** The narrowest rules of clouds and identity servers: whom each lets in, and whom it does not. */
export const CLOUD_CASES: readonly Case[] = [
  {
    provider: 'aws',
    title: 'role',
    words: [
      ...['--role-arn', 'arn:aws:iam::123456789012:role/api'],
      ...['--issuer-url', 'https://7c6d0000-0000-4000-8000-0000000000d1.tokens.sts.global.api.aws'],
    ],
    accepted: { sub: 'arn:aws:iam::123456789012:role/api' },
    refused: {
      'another role': { sub: 'arn:aws:iam::123456789012:role/api-2' },
      'another account': { sub: 'arn:aws:iam::999999999999:role/api' },
      'an account that calls itself so': {
        claims: { 'https://sts.amazonaws.com/': { aws_account: '999999999999' } },
      },
      'the issuer of another account': { claims: { iss: 'https://0.tokens.sts.global.api.aws' } },
    },
  },
  {
    provider: 'gcp',
    title: 'service account',
    words: [
      ...['--subject', '100000000000000000042'],
      ...['--email', 'api@acme-prod.iam.gserviceaccount.com'],
    ],
    accepted: { sub: '100000000000000000042' },
    refused: {
      'another account': { sub: '100000000000000000043' },
      'an account of the same address that was made anew': { sub: '200000000000000000000' },
      'a token without its address': { claims: { email: '' } },
    },
  },
  {
    provider: 'azure',
    title: 'managed identity',
    words: [
      ...['--tenant', AZURE.tenant, '--subject', AZURE.sub],
      ...['--audience', `api://${AZURE.application}`],
    ],
    accepted: { sub: AZURE.sub },
    refused: {
      'another identity': { sub: '8a9f0000-0000-4000-8000-0000000000ff' },
      'another tenant': { claims: { tid: '8a9f0000-0000-4000-8000-0000000000ff' } },
      'a token for another application': { audience: '8a9f0000-0000-4000-8000-0000000000ee' },
    },
  },
  {
    provider: 'kubernetes',
    title: 'service account',
    words: ['--namespace', 'prod', '--service-account', 'api'],
    accepted: { sub: 'system:serviceaccount:prod:api' },
    refused: {
      'another namespace': { sub: 'system:serviceaccount:dev:api' },
      'another account': { sub: 'system:serviceaccount:prod:api-2' },
      'the token that every pod has': { audience: 'https://kubernetes.default.svc.cluster.local' },
    },
  },
  {
    provider: 'spiffe',
    title: 'workload',
    words: [
      ...['--subject', 'spiffe://acme.example/prod/api'],
      ...['--issuer-url', 'https://spire.acme.example'],
    ],
    accepted: { sub: 'spiffe://acme.example/prod/api' },
    refused: {
      'another workload': { sub: 'spiffe://acme.example/prod/api/2' },
      'another trust domain': { sub: 'spiffe://mallory.example/prod/api' },
    },
  },
  {
    provider: 'okta',
    title: 'service app',
    words: [
      ...['--subject', '0oasandbox0client0id'],
      ...['--issuer-url', 'https://acme.okta.com/oauth2/default'],
    ],
    accepted: { sub: '0oasandbox0client0id' },
    refused: {
      'another app': { sub: '0oasandbox0other0id' },
      'a person who signed in to the app': { sub: 'ada', claims: { cid: '0oasandbox0client0id' } },
    },
  },
];
