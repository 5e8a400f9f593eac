import { expect, test } from 'vitest';
import type { Env } from '../../src/host.js';
import { aws } from '../../src/identity/aws/source.js';
import { ambientSource } from '../../src/identity/detect.js';
import { fakeHost } from '../support/host.js';

const ROLE = 'arn:aws:iam::123456789012:role/ci';
const ASSET_TAG = '/sys/class/dmi/id/board_asset_tag';
const REGION = { AWS_REGION: 'eu-central-1' };
const CONFIG = '/home/ada/.aws/config';
const HOME = { HOME: '/home/ada' };

test.each<[string, Env, Readonly<Record<string, string>>, object]>([
  [
    'elsewhere',
    {},
    {},
    { state: 'absent', lookedFor: expect.arrayContaining([CONFIG.replace('/home/ada', '~')]) },
  ],
  ['in a function', { ...REGION, AWS_LAMBDA_FUNCTION_NAME: 'f' }, {}, { state: 'present' }],
  [
    'in a task',
    { ...REGION, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/x' },
    {},
    { state: 'present' },
  ],
  [
    'in a pod with Pod Identity',
    { ...REGION, AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials' },
    {},
    { state: 'present' },
  ],
  [
    'on EC2',
    REGION,
    { [ASSET_TAG]: 'i-0af01c0123456789a\n' },
    { state: 'present', evidence: [ASSET_TAG] },
  ],
  ['on a rack whose asset tag is another', REGION, { [ASSET_TAG]: 'rack 4' }, { state: 'absent' }],
  [
    'on EC2 whose metadata service is forbidden',
    { ...REGION, AWS_EC2_METADATA_DISABLED: 'true' },
    { [ASSET_TAG]: 'i-0af01c0123456789a' },
    { state: 'absent' },
  ],
  [
    'without a region',
    { AWS_LAMBDA_FUNCTION_NAME: 'f' },
    {},
    {
      state: 'broken',
      because: 'no region is set',
      fix: expect.stringMatching(/^set AWS_REGION=.*: --source aws --source-setting region=/),
    },
  ],
  [
    'with the region of the active profile',
    { ...HOME, AWS_PROFILE: 'work', AWS_LAMBDA_FUNCTION_NAME: 'f' },
    {
      [CONFIG]:
        '[default]\nregion = x\n[profile work]\nsso_session = a\n region = nested\nregion=eu-west-1 # here\n',
    },
    { state: 'present' },
  ],
  [
    'with a region in another profile only',
    { ...HOME, AWS_LAMBDA_FUNCTION_NAME: 'f' },
    { [CONFIG]: '[profile work]\nregion=eu-west-1\n' },
    { state: 'broken' },
  ],
  [
    'E53: with a pod’s token and no role',
    { ...REGION, AWS_WEB_IDENTITY_TOKEN_FILE: '/token' },
    { '/token': 'x' },
    {
      state: 'broken',
      because: expect.stringContaining('sts.amazonaws.com'),
      fix: expect.stringMatching(
        /start the pod again:\nkubectl annotate[\s\S]*start the pod again:\n[\s\S]*volumeMounts:[\s\S]*audience: https:\/\/api\.anthropic\.com/,
      ),
    },
  ],
  [
    'with a pod’s token whose file is gone',
    { ...REGION, AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_ROLE_ARN: ROLE },
    {},
    {
      state: 'broken',
      because: expect.stringContaining('/token, which AWS_WEB_IDENTITY_TOKEN_FILE names'),
    },
  ],
])('detection %s', async (_, env, disk, detection) => {
  const host = fakeHost({ env, disk });
  expect(await aws.detect(host, {})).toMatchObject(detection);
  expect(host.sent).toEqual([]);
});

test.each<[string, Env, Readonly<Record<string, string>>]>([
  ['keys in variables', { ...REGION, AWS_ACCESS_KEY_ID: 'AKIA' }, {}],
  ['a profile', { ...HOME, ...REGION }, { [CONFIG]: '[default]\n' }],
  ['a profile without a region', HOME, { [CONFIG]: '[default]\n' }],
  [
    'a helper of their own',
    { ...REGION, AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://localhost:1338/latest' },
    {},
  ],
])('a person’s laptop with %s is asked only when AWS is named', async (_, env, disk) => {
  const detection = await aws.detect(fakeHost({ env, disk }), {});
  expect(detection).toMatchObject({ onlyNamed: true });
  expect(ambientSource([{ source: aws, detection }])).toBeUndefined();
});
