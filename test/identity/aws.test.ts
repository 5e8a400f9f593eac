import { expect, test } from 'vitest';
import type { Env } from '../../src/host.js';
import { decodeIdentityToken } from '../../src/jwt/decode.js';
import {
  AUDIENCE,
  askStandin,
  bareProcess,
  keys,
  profileWithKeys,
  ROLE,
  type Started,
  singleSignOn,
  write,
} from './aws-support.js';

bareProcess();

const wellSigned = (by: string, region = 'eu-central-1') =>
  expect.objectContaining({ action: 'GetWebIdentityToken', signed: 'well', by, region });

test('a role gets a token for the audience it asks for, signed as another implementation signs', async () => {
  const { asked, standin } = await askStandin();
  const claims = decodeIdentityToken((await asked).reveal())?.claims;
  expect(claims).toMatchObject({ aud: AUDIENCE, sub: ROLE });
  await expect.poll(() => standin.heard).toContainEqual(wellSigned('variables'));
  await expect.poll(() => standin.heard).toContainEqual({ duration: '900', algorithm: 'ES384' });
});

test('a stolen key’s signature with another secret is found out, which shows that signatures are checked', async () => {
  const { error, standin } = await askStandin('', (started) => ({
    ...keys(started),
    AWS_SECRET_ACCESS_KEY: 'another',
  }));
  await expect
    .poll(() => standin.heard)
    .toContainEqual(expect.objectContaining({ wrong: 'the signature' }));
  expect(error).toMatchObject({
    message: expect.stringMatching(/answered 403 SignatureDoesNotMatch to GetWebIdentityToken/),
  });
});

test('how long, how signed and in which region can be said', async () => {
  const { asked, standin } = await askStandin('', keys, {
    duration_seconds: '300',
    signing_algorithm: 'RS256',
    region: 'us-gov-west-1',
  });
  await asked;
  await expect.poll(() => standin.heard).toContainEqual(wellSigned('variables', 'us-gov-west-1'));
  await expect.poll(() => standin.heard).toContainEqual({ duration: '300', algorithm: 'RS256' });
});

test.each<[string, string, (standin: Started) => Env]>([
  [
    'a container’s agent (ECS, EKS Pod Identity)',
    'container',
    ({ ready }) => ({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${ready.url}/container`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: ready.containerToken,
    }),
  ],
  [
    'a machine’s metadata service, version 2',
    'machine',
    ({ ready }) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: ready.url }),
  ],
  [
    'a pod’s own token (IRSA)',
    'web-identity',
    () => ({ AWS_WEB_IDENTITY_TOKEN_FILE: write('pod', 'pod-token'), AWS_ROLE_ARN: ROLE }),
  ],
  ['a profile of the credentials file', 'variables', (standin) => profileWithKeys(standin)],
  ['a person’s single sign-on', 'sso', (standin) => singleSignOn(standin, '2030-01-01T00:00:00Z')],
])('the SDK finds its credentials by %s', async (_, by, env) => {
  const { asked, standin } = await askStandin('', env);
  await asked;
  await expect.poll(() => standin.heard).toContainEqual(wellSigned(by));
});
