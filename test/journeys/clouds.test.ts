import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ant } from '../support/ant.js';
import { runSandbox } from '../support/running-sandbox.js';
import { type Standin, startStandin } from '../support/standin.js';
import { tempDir } from '../support/temp.js';

const ORGANIZATION = '5a5db0c5-0000-4000-8000-000000000001';
const APPLICATION = '8a9f0000-0000-4000-8000-0000000000a2';

type Cloud = {
  readonly source: string;
  readonly issuer: string;
  readonly rule: string;
  readonly words?: (ready: Standin['ready']) => readonly string[];
  /** What stands before the token's path on the stand-in's command line. */
  readonly before?: readonly string[];
  readonly env: (ready: Standin['ready']) => Readonly<Record<string, string | undefined>>;
};

const AZURE = {
  issuer: 'azure',
  rule: 'fdrl_01SandboxAzure',
  words: () => ['--audience', APPLICATION],
} as const;

const CLOUDS: readonly Cloud[] = [
  {
    source: 'aws',
    issuer: 'aws',
    rule: 'fdrl_01SandboxAws',
    env: ({ url, id, secret, session }) => ({
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL_STS: url,
      AWS_ACCESS_KEY_ID: id,
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_SESSION_TOKEN: session,
    }),
  },
  {
    source: 'gcp',
    issuer: 'gcp',
    rule: 'fdrl_01SandboxGcp',
    before: ['0'],
    env: ({ host }) => ({ GCE_METADATA_HOST: host }),
  },
  {
    ...AZURE,
    source: 'azure-imds',
    env: ({ url }) => ({ AZURE_POD_IDENTITY_AUTHORITY_HOST: url }),
  },
  {
    ...AZURE,
    source: 'azure-app-service',
    env: ({ url, secret }) => ({ IDENTITY_ENDPOINT: url, IDENTITY_HEADER: secret }),
  },
  {
    ...AZURE,
    source: 'azure-workload-identity',
    words: ({ url = '' }) => [
      ...AZURE.words(),
      ...['--source-setting', `request_host=${new URL(url).host}`],
    ],
    env: ({ url, tenant, client, assertion }) => ({
      AZURE_FEDERATED_TOKEN_FILE: write('pod', assertion),
      AZURE_AUTHORITY_HOST: url,
      AZURE_TENANT_ID: tenant,
      AZURE_CLIENT_ID: client,
    }),
  },
];

test.each(CLOUDS)(
  'the built program exchanges the identity of $source',
  async ({ source, issuer, rule, words = () => [], before = [], env }) => {
    const sandbox = await runSandbox();
    const token = await sandbox.mint('--issuer', issuer);
    const { ready } = await startStandin(source, 'well', ...before, token);
    const exchanged = await ant(
      [
        ...['federation', 'exchange', '--source', source, ...words(ready)],
        ...['--federation-rule', rule, '--organization-id', ORGANIZATION, '--access-token'],
        ...['--workspace-id', 'wrkspc_01SandboxProduction'],
      ],
      { env: { ...sandbox.env, HOME: tempDir(), ...env(ready) } },
    );
    expect(exchanged.err).toBe('');
    expect(exchanged.out).toMatch(/^sk-ant-oat01-\S+\n$/);
    expect(exchanged.code).toBe(0);
  },
);

function write(name: string, text = ''): string {
  const path = join(tempDir(), name);
  writeFileSync(path, text);
  return path;
}

const profile = ({ id, secret, session }: Standin['ready']) => `[work]
aws_access_key_id = ${id}
aws_secret_access_key = ${secret}
aws_session_token = ${session}
`;

test.each<[string, Cloud['env']]>([
  [
    'container',
    ({ url, containerToken }) => ({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: containerToken,
    }),
  ],
  ['machine', ({ url }) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url })],
  [
    'web-identity',
    () => ({
      AWS_WEB_IDENTITY_TOKEN_FILE: write('pod', 'pod-token'),
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/ci',
    }),
  ],
  [
    'variables',
    (ready) => ({
      AWS_SHARED_CREDENTIALS_FILE: write('credentials', profile(ready)),
      AWS_PROFILE: 'work',
    }),
  ],
])('the built program has each way to credentials with it: %s', async (by, env) => {
  const standin = await startStandin('aws', 'disabled');
  const { ready } = standin;
  const AWS_ENDPOINT_URL_STS = ready.url;
  const refused = await ant(
    [
      ...['federation', 'exchange', '--source', 'aws'],
      ...['--federation-rule', 'fdrl_01SandboxAws', '--organization-id', ORGANIZATION],
    ],
    { env: { HOME: tempDir(), AWS_REGION: 'eu-central-1', AWS_ENDPOINT_URL_STS, ...env(ready) } },
  );
  expect(refused.err).toContain('aws iam enable-outbound-web-identity-federation');
  expect(refused.code).toBe(3);
  await expect
    .poll(() => standin.heard)
    .toContainEqual(expect.objectContaining({ signed: 'well', by }));
});
