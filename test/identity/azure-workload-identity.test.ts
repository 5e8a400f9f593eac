import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import type { Env } from '../../src/host.js';
import { azureWorkloadIdentity } from '../../src/identity/azure-workload-identity.js';
import { decodeIdentityToken } from '../../src/jwt/decode.js';
import { fakeHost } from '../support/host.js';
import { APPLICATION, asking } from './azure-support.js';

const FILE = '/var/run/secrets/azure/tokens/azure-identity-token';

const askStandin = asking({
  id: 'azure-workload-identity',
  env: ({ url, tenant, client }) => ({
    AZURE_FEDERATED_TOKEN_FILE: FILE,
    AZURE_AUTHORITY_HOST: url,
    AZURE_TENANT_ID: tenant,
    AZURE_CLIENT_ID: client,
  }),
  disk: ({ assertion = '' }) => ({ [FILE]: `${assertion}\n` }),
});

test.each([[APPLICATION], [`api://${APPLICATION}`]])(
  'a pod’s own token is traded for one for %s',
  async (audience) => {
    const { asked, standin } = await askStandin({ audience });
    const claims = decodeIdentityToken((await asked).reveal())?.claims;
    expect(claims).toMatchObject({ aud: APPLICATION, oid: expect.any(String) });
    await expect
      .poll(() => standin.heard[0])
      .toEqual({
        scope: `api://${APPLICATION}/.default`,
        grant: 'client_credentials',
      });
  },
);

test('another identity and tenant can be said', async () => {
  const { asked } = await askStandin({
    env: { AZURE_CLIENT_ID: 'another', AZURE_TENANT_ID: 'another' },
    settings: {
      client_id: 'c1c1c1c1-0000-4000-8000-000000000001',
      tenant_id: '8a9f0000-0000-4000-8000-0000000000a1',
    },
  });
  await expect(asked).resolves.toBeDefined();
});

test.each([
  ['busy', [3000]],
  ['unwell', [250]],
])('an endpoint that is %s for a moment is asked again', async (failure, pauses) => {
  const { asked, host } = await askStandin({ failure });
  await asked;
  expect(host.slept).toEqual(pauses);
});

test.each([
  ['not-trusted', /answered 401 AADSTS700213: .* service account/, /federated-credential create/],
  ['no-record', /answered 400 AADSTS70021: the identity does not trust/, /federated-credential/],
  ['other-issuer', /AADSTS700211: .* issuer/, /--issuer CLUSTER_ISSUER/],
  ['pod-audience', /AADSTS700212: .* audience/, /api:\/\/AzureADTokenExchange/],
  ['stale', /AADSTS700024: the pod’s token has expired/, /what time it is/],
  ['no-client', /AADSTS700016: the tenant has no such identity/, /client-id=CLIENT_ID/],
  ['no-audience', /AADSTS500011: the tenant knows no such audience/, /az ad sp create/],
  ['not-assigned', /AADSTS501051/, /appRoleAssignmentRequired/],
  ['unheard', /answered 400 AADSTS900144$/, /federation detect/],
  ['elsewhere', /answered 302/, /federation detect/],
  ['page', /answered without a JWT in "access_token"/, /does not speak/],
  ['other-audience', /for the audience "another"/, /--audience/],
])('an endpoint that answers with %s is named, with the way out', async (failure, says, hints) => {
  const { error } = await askStandin({ failure });
  expect(error).toBeInstanceOf(AntError);
  expect(error).toMatchObject({ code: 'identity-token', message: expect.stringMatching(says) });
  expect(error).toMatchObject({ hint: expect.stringMatching(hints) });
  expect(String(error)).not.toContain('prose');
});

test('E32: the pod’s token does not get into a message', async () => {
  const { error, standin } = await askStandin({ failure: 'not-trusted' });
  expect(inspect(error, { depth: 9 })).not.toContain(standin.ready.assertion);
});

test.each([
  'https://login.evil.example/',
  'https://login.microsoftonline.com.evil.example/',
  'http://login.microsoftonline.com/',
  'http://127.0.0.1:1/',
])('E51: the pod’s token is not sent to %s', async (url) => {
  const { error, host } = await askStandin({ env: { AZURE_AUTHORITY_HOST: url } });
  expect(error).toMatchObject({
    message: expect.stringMatching(/^AZURE_AUTHORITY_HOST points to/),
  });
  expect(host.sent).toEqual([]);
});

const POD = { AZURE_FEDERATED_TOKEN_FILE: FILE, AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c' };

test.each<[string, Env, Parameters<typeof fakeHost>[0], object]>([
  ['elsewhere', {}, {}, { state: 'absent', lookedFor: ['AZURE_FEDERATED_TOKEN_FILE'] }],
  [
    'with a client secret’s variables',
    { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c' },
    {},
    { state: 'absent' },
  ],
  [
    'in a pod, whose token is a link to what the kubelet renews',
    POD,
    {
      disk: {
        [FILE]: { kind: 'symlink', target: '..data/token' },
        [`${FILE.replace(/[^/]+$/, '')}..data/token`]: 'x',
      },
    },
    { state: 'present' },
  ],
  [
    'E53: in a pod whose service account has no client id',
    { ...POD, AZURE_CLIENT_ID: undefined },
    {},
    {
      state: 'broken',
      because: 'AZURE_CLIENT_ID is not set',
      fix: expect.stringContaining('annotate'),
    },
  ],
  ['E53: without a tenant', { ...POD, AZURE_TENANT_ID: ' ' }, {}, { state: 'broken' }],
  [
    'without the file',
    POD,
    {},
    {
      state: 'broken',
      because: expect.stringContaining(`${FILE}, which AZURE_FEDERATED_TOKEN_FILE names, is empty`),
      fix: expect.stringContaining('mount the file into this container'),
    },
  ],
  ['with an empty file', POD, { disk: { [FILE]: '\n' } }, { state: 'broken' }],
])('detection %s', async (_, env, given, detection) => {
  const host = fakeHost({ env, ...given });
  expect(await azureWorkloadIdentity.detect(host, {})).toMatchObject(detection);
  expect(host.sent).toEqual([]);
});

test('whose token it would be is known beforehand, and another for another identity', () => {
  const witness = (env: Env) => azureWorkloadIdentity.witness(fakeHost({ env }));
  expect(witness(POD)).toBe(witness({ ...POD }));
  expect(witness(POD)).not.toBe(witness({ ...POD, AZURE_CLIENT_ID: 'd' }));
});
