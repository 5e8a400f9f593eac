import { expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import type { Env } from '../../src/host.js';
import { askSource } from '../../src/identity/ask-source.js';
import { azureImds } from '../../src/identity/azure-imds.js';
import { decodeIdentityToken } from '../../src/jwt/decode.js';
import { fakeHost } from '../support/host.js';
import { APPLICATION, asking } from './azure-support.js';

const TAG = '/sys/class/dmi/id/chassis_asset_tag';
const AZURE = '7783-7084-3265-9085-8269-3286-77';

const askStandin = asking({
  id: 'azure-imds',
  env: ({ url }) => ({ AZURE_POD_IDENTITY_AUTHORITY_HOST: url }),
});

test.each([[APPLICATION], [`api://${APPLICATION}`]])(
  'the audience %s is asked for as its identifier URI, and accepted as the token has it',
  async (audience) => {
    const { asked, standin } = await askStandin({ audience });
    const claims = decodeIdentityToken((await asked).reveal())?.claims;
    expect(claims).toMatchObject({ aud: APPLICATION, ver: '2.0' });
    const resource = encodeURIComponent(`api://${APPLICATION}`);
    await expect
      .poll(() => standin.heard)
      .toMatchObject([
        {
          path: '/metadata/identity/oauth2/token',
          query: `?api-version=2018-02-01&resource=${resource}`,
        },
      ]);
  },
);

test('a v1.0 token, whose audience is the identifier URI, is accepted, too', async () => {
  const { asked } = await askStandin({ failure: 'version-1' });
  const claims = decodeIdentityToken((await asked).reveal())?.claims;
  expect(claims).toMatchObject({ aud: `api://${APPLICATION}`, ver: '1.0' });
});

test('of several identities the one that is named is asked for', async () => {
  const { standin } = await askStandin({
    settings: { client_id: 'c1c1c1c1-0000-4000-8000-000000000001' },
  });
  await expect
    .poll(() => standin.heard)
    .toMatchObject([{ query: expect.stringContaining('&client_id=c1c1c1c1-') }]);
});

test('an identity that is not this machine’s is named', async () => {
  const { error } = await askStandin({ settings: { client_id: 'another' } });
  expect(error).toMatchObject({ hint: expect.stringContaining('az vm identity assign') });
});

test.each([
  ['updating', [250, 500, 1000]],
  ['gone', [250, 500]],
  ['busy', [2000]],
  ['unwell', [250, 500]],
])('a service that is %s for a moment is asked again', async (failure, pauses) => {
  const { asked, host } = await askStandin({ failure });
  await asked;
  expect(host.slept).toEqual(pauses);
});

test.each([
  ['no-identity', /answered 400 invalid_request: this machine has no such identity/, /az vm/],
  ['not-found', /answered 404: this machine has no such identity/, /az vm identity assign/],
  [
    'no-audience',
    /answered 400 AADSTS500011: the tenant knows no such audience/,
    /az ad sp create/,
  ],
  ['disabled', /answered 400 AADSTS50001/, /api:\/\/APP_ID/],
  ['page', /answered without a JWT in "access_token"/, /does not speak/],
  ['empty', /answered without a JWT/, /does not speak/],
  ['opaque', /answered without a JWT/, /does not speak/],
  ['other-audience', /for the audience "https:\/\/management\.azure\.com"/, /--audience/],
])('a service that answers with %s is named, with the way out', async (failure, says, hints) => {
  const { error } = await askStandin({ failure });
  expect(error).toBeInstanceOf(AntError);
  expect(error).toMatchObject({ code: 'identity-token', message: expect.stringMatching(says) });
  expect(error).toMatchObject({ hint: expect.stringMatching(hints) });
  expect(String(error)).not.toContain('prose');
});

test('E51: a machine without an identity is asked six times and no more', async () => {
  const { host } = await askStandin({ failure: 'not-found' });
  expect(host.sent).toHaveLength(6);
});

test('the request is Azure’s own: at its address, with its header', async () => {
  const host = fakeHost({
    disk: { [TAG]: AZURE },
    http: async () => ({ status: 400, headers: {}, body: '{}' }),
  });
  const origin = { kind: 'source', audience: APPLICATION, settings: {}, from: 'x' } as const;
  await expect(askSource(host, { ...origin, id: 'azure-imds' })).rejects.toThrow(/answered 400/);
  expect(host.sent).toMatchObject([
    {
      url: expect.stringMatching(
        /^http:\/\/169\.254\.169\.254\/metadata\/identity\/oauth2\/token\?/,
      ),
      headers: { metadata: 'true' },
    },
  ]);
});

test.each(['http://10.0.0.1', 'https://169.254.169.254', 'http://imds.evil.example', 'nonsense'])(
  'E51: %s is not taken for the metadata service',
  async (value) => {
    const host = fakeHost({ env: { AZURE_POD_IDENTITY_AUTHORITY_HOST: value } });
    const origin = { kind: 'source', audience: APPLICATION, settings: {}, from: 'x' } as const;
    await expect(askSource(host, { ...origin, id: 'azure-imds' })).rejects.toThrow(
      /AZURE_POD_IDENTITY_AUTHORITY_HOST (points to|is not)/,
    );
    expect(host.sent).toEqual([]);
  },
);

test.each<[string, Env, Readonly<Record<string, string>>, object]>([
  [
    'elsewhere',
    {},
    {},
    { state: 'absent', lookedFor: [expect.anything(), expect.stringContaining(TAG)] },
  ],
  ['on a virtual machine', {}, { [TAG]: `${AZURE}\n` }, { state: 'present', evidence: [TAG] }],
  ['on another Hyper-V machine', {}, { [TAG]: '1111-2222' }, { state: 'absent' }],
  [
    'where a host is said',
    { AZURE_POD_IDENTITY_AUTHORITY_HOST: 'http://127.0.0.1' },
    {},
    { state: 'present' },
  ],
])('detection %s', async (_, env, disk, detection) => {
  const host = fakeHost({ env, disk });
  expect(await azureImds.detect(host, {})).toMatchObject(detection);
  expect(host.sent).toEqual([]);
});
