import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import type { Env } from '../../src/host.js';
import { azureAppService } from '../../src/identity/azure-app-service.js';
import { decodeIdentityToken } from '../../src/jwt/decode.js';
import { fakeHost } from '../support/host.js';
import { APPLICATION, asking } from './azure-support.js';

const askStandin = asking({
  id: 'azure-app-service',
  env: ({ url, secret }) => ({ IDENTITY_ENDPOINT: url, IDENTITY_HEADER: secret }),
});

test('an app gets a token for the application it asks for', async () => {
  const { asked, standin } = await askStandin();
  const claims = decodeIdentityToken((await asked).reveal())?.claims;
  expect(claims).toMatchObject({ aud: APPLICATION });
  const resource = encodeURIComponent(`api://${APPLICATION}`);
  await expect
    .poll(() => standin.heard)
    .toMatchObject([
      { method: 'GET', path: '/msi/token', query: `?api-version=2019-08-01&resource=${resource}` },
    ]);
});

test('of several identities the one that is named is asked for', async () => {
  const { standin } = await askStandin({
    settings: { client_id: 'c1c1c1c1-0000-4000-8000-000000000001' },
  });
  await expect
    .poll(() => standin.heard)
    .toMatchObject([{ status: 200, query: expect.stringContaining('&client_id=c1c1c1c1-') }]);
});

test.each([
  ['busy', [1000]],
  ['unwell', [250, 500]],
])('a server that is %s for a moment is asked again', async (failure, pauses) => {
  const { asked, host } = await askStandin({ failure });
  await asked;
  expect(host.slept).toEqual(pauses);
});

test.each([
  ['no-identity', /answered 400: there is no such identity here/, /az webapp identity assign/],
  ['no-audience', /answered 400 AADSTS500011: the tenant knows no such/, /az ad sp create/],
  ['always-unwell', /answered 500/, /federation detect/],
  ['page', /answered without a JWT in "access_token"/, /does not speak/],
  ['other-audience', /for the audience "https:\/\/vault\.azure\.net"/, /--audience/],
])('a server that answers with %s is named, with the way out', async (failure, says, hints) => {
  const { error } = await askStandin({ failure });
  expect(error).toBeInstanceOf(AntError);
  expect(error).toMatchObject({ code: 'identity-token', message: expect.stringMatching(says) });
  expect(error).toMatchObject({ hint: expect.stringMatching(hints) });
  expect(String(error)).not.toMatch(/prose|MSI|unexpected/);
});

test('a secret that is not the app’s is refused by name', async () => {
  const { error } = await askStandin({ env: { IDENTITY_HEADER: 'old' } });
  expect(error).toMatchObject({
    message: expect.stringMatching(/IDENTITY_HEADER is not accepted/),
  });
});

test('E32: a server that echoes the secret does not get it into a message', async () => {
  const { error, standin } = await askStandin({ failure: 'echo' });
  expect(error).toBeInstanceOf(AntError);
  expect(inspect(error, { depth: 9 })).not.toContain(standin.ready.secret);
});

test.each([
  'http://10.1.2.3:8081/msi/token',
  'https://evil.example/msi/token',
  'http://169.254.evil.example/',
  'http://user@127.0.0.1/',
])('E51: the secret is not sent to %s', async (url) => {
  const { error, host, standin } = await askStandin({ env: { IDENTITY_ENDPOINT: url } });
  expect(error).toMatchObject({
    message: expect.stringMatching(/^IDENTITY_ENDPOINT (points|is not)/),
  });
  expect(host.sent).toEqual([]);
  expect(standin.heard).toEqual([]);
});

const BOTH = { IDENTITY_ENDPOINT: 'http://127.0.0.1/msi/token', IDENTITY_HEADER: 'x' };

test.each<[string, Env, object]>([
  ['elsewhere', {}, { state: 'absent', lookedFor: ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] }],
  ['in an app', BOTH, { state: 'present', evidence: ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] }],
  [
    'E53: with half of the variables',
    { IDENTITY_ENDPOINT: BOTH.IDENTITY_ENDPOINT },
    { state: 'broken', because: expect.stringContaining('IDENTITY_HEADER is not set') },
  ],
  [
    'E53: with the other half',
    { IDENTITY_HEADER: 'x', IDENTITY_ENDPOINT: ' ' },
    { state: 'broken', because: expect.stringContaining('IDENTITY_ENDPOINT is not set') },
  ],
  [
    'on a server with Azure Arc',
    { IDENTITY_ENDPOINT: 'http://localhost:40342/', IMDS_ENDPOINT: 'http://localhost:40342' },
    { state: 'absent' },
  ],
  [
    'on Service Fabric',
    { ...BOTH, IDENTITY_SERVER_THUMBPRINT: 'ab' },
    {
      state: 'broken',
      because: expect.stringContaining('Service Fabric'),
      fix: expect.stringContaining('pipe it to: ant federation exchange --identity-token-file -'),
    },
  ],
])('detection %s', async (_, env, detection) => {
  const host = fakeHost({ env });
  expect(await azureAppService.detect(host, {})).toMatchObject(detection);
  expect(host.sent).toEqual([]);
});
