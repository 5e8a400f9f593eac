import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { WebIdentityAnswer } from '../../src/aws.js';
import { AntError } from '../../src/errors.js';
import { askSource } from '../../src/identity/ask-source.js';
import { webIdentityToken } from '../../src/node/aws.js';
import { Secret } from '../../src/secret.js';
import { fakeHost } from '../support/host.js';
import { startStandin } from '../support/standin.js';
import {
  AUDIENCE,
  askStandin,
  bareProcess,
  keys,
  origin,
  ROLE,
  setReal,
  singleSignOn,
  write,
} from './aws-support.js';

bareProcess();

test.each([
  ['disabled', /OutboundWebIdentityFederationDisabled/, /enable-outbound-web-identity-federation/],
  ['escalation', /would outlive the session/, /duration_seconds=300/],
  ['denied', /answered 403 AccessDenied to GetWebIdentityToken/, /"sts:IdentityTokenAudience": \[/],
  ['expired', /the credentials have expired/, /get new ones/],
  ['old-endpoint', /this endpoint makes no identity tokens/, /region=/],
  ['page', /127\.0\.0\.1:\d+ answered 200 to GetWebIdentityToken$/, /federation detect/],
])('STS that answers with %s is named, with the way out', async (failure, says, hints) => {
  const { error } = await askStandin(failure);
  expect(error).toBeInstanceOf(AntError);
  expect(error).toMatchObject({ code: 'identity-token', message: expect.stringMatching(says) });
  expect(error).toMatchObject({ hint: expect.stringMatching(hints) });
  expect(String(error)).not.toMatch(/prose|html/);
});

test('STS that is unwell for a moment is asked again', async () => {
  const { asked } = await askStandin('unwell');
  await expect(asked).resolves.toBeDefined();
});

test('a token for another audience is not handed out', async () => {
  const answer: WebIdentityAnswer = { state: 'ok', token: new Secret(unsigned({ aud: 'other' })) };
  const host = fakeHost({
    env: { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'x' },
    aws: { webIdentityToken: async () => answer },
  });
  await expect(askSource(host, origin())).rejects.toThrow(/for the audience "other"/);
});

function unsigned(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'ES384' })}.${part(claims)}.c2ln`;
}

test('a person’s single sign-on that is over is named, with the command that renews it', async () => {
  const { error } = await askStandin('', (standin) =>
    singleSignOn(standin, '2020-01-01T00:00:00Z'),
  );
  expect(error).toMatchObject({
    code: 'identity-token',
    message: expect.stringMatching(/no credentials to sign with/),
    hint: 'aws sso login --profile work',
  });
});

test('a machine without a role is asked until it may be up, and then named', async () => {
  const { error, host } = await askStandin('no-role', ({ ready }) => ({
    AWS_EC2_METADATA_SERVICE_ENDPOINT: ready.url,
  }));
  expect(error).toMatchObject({ hint: expect.stringContaining('attach a role') });
  expect(host.slept).toEqual([1000, 1000]);
});

test('a container whose agent has no role for it is named', async () => {
  const { error } = await askStandin('no-role', ({ ready }) => ({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${ready.url}/container`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: ready.containerToken,
  }));
  expect(error).toMatchObject({ message: expect.stringMatching(/no credentials to sign with/) });
});

test('a pod’s token that the role does not accept is told from a permission that is missing', async () => {
  const { error } = await askStandin('', () => ({
    AWS_WEB_IDENTITY_TOKEN_FILE: write('pod', 'for somebody else'),
    AWS_ROLE_ARN: ROLE,
  }));
  expect(error).toMatchObject({
    message: expect.stringMatching(/InvalidIdentityTokenException to AssumeRoleWithWebIdentity/),
    hint: expect.stringContaining('trust policy'),
  });
});

test('E56: a machine that is not EC2 is not asked for credentials at the metadata address', async () => {
  const standin = await startStandin('aws');
  setReal({ AWS_EC2_METADATA_SERVICE_ENDPOINT: standin.ready.url });
  const answer = await webIdentityToken(() => Promise.reject(new Error('sent')), {
    audience: AUDIENCE,
    region: 'eu-central-1',
    durationSeconds: 900,
    signingAlgorithm: 'ES384',
    machineRole: false,
  });
  // With the credentials that the stand-in has, a request would have been sent.
  expect(answer).toMatchObject({ state: 'unsigned' });
  expect(standin.heard).toEqual([]);
  expect(process.env.AWS_EC2_METADATA_DISABLED).toBeUndefined();
});

test('E51: signed requests are not sent to another machine in the clear', async () => {
  const { error, standin } = await askStandin('', (started) => ({
    ...keys(started),
    AWS_ENDPOINT_URL_STS: 'http://sts.evil.example',
  }));
  expect(error).toMatchObject({
    code: 'identity-token',
    message: 'AWS: an endpoint is set to http://sts.evil.example',
  });
  expect(standin.heard).toEqual([]);
});

test('nobody at the endpoint is a matter of the network', async () => {
  const { error } = await askStandin('', (started) => ({
    ...keys(started),
    AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1',
  }));
  expect(error).toMatchObject({ code: 'network' });
});

test('E32: no key gets into an error', async () => {
  for (const failure of ['denied', 'page']) {
    const { error, standin } = await askStandin(failure);
    const { secret = '', session = '' } = standin.ready;
    for (const each of [secret, session]) {
      expect(inspect(error, { depth: 9 })).not.toContain(each);
    }
  }
});

test.each([
  [{ region: 'evil.example/' }, /is not a region/],
  [{ duration_seconds: '7200' }, /from 60 to 3600/],
  [{ duration_seconds: '1h' }, /from 60 to 3600/],
  [{ signing_algorithm: 'HS256' }, /ES384 or RS256/],
  [{ regoin: 'eu-central-1' }, /no setting "regoin"/],
])('the setting %j is refused before anything is asked', async (settings, says) => {
  const host = fakeHost({ env: { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'x' } });
  await expect(askSource(host, origin(settings))).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(says),
  });
});
