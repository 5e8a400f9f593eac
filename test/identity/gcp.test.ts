import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import type { Env } from '../../src/host.js';
import { askSource } from '../../src/identity/ask-source.js';
import { gcp } from '../../src/identity/gcp.js';
import type { SourceOrigin } from '../../src/identity/origin.js';
import { decodeIdentityToken } from '../../src/jwt/decode.js';
import { fakeHost } from '../support/host.js';
import { askingHost, startStandin } from '../support/standin.js';

const AUDIENCE = 'https://api.anthropic.com';
const PRODUCT = '/sys/class/dmi/id/product_name';

const ORIGIN: SourceOrigin = {
  kind: 'source',
  id: 'gcp',
  audience: AUDIENCE,
  settings: {},
  from: '--source',
};

async function askStandin(failure = '') {
  const standin = await startStandin('gcp', failure);
  const host = askingHost({ GCE_METADATA_HOST: standin.ready.host });
  const asked = askSource(host, ORIGIN);
  const error = await asked.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return { standin, host, asked, error };
}

test('a machine gets a token for the audience it asks for, with the service account’s name in it', async () => {
  const { asked, standin, host } = await askStandin();
  const claims = decodeIdentityToken((await asked).reveal())?.claims;
  expect(claims).toMatchObject({ aud: AUDIENCE, email: 'api@acme-prod.iam.gserviceaccount.com' });
  await expect
    .poll(() => standin.heard)
    .toMatchObject([
      { query: `?audience=${encodeURIComponent(AUDIENCE)}&format=full`, status: 200 },
    ]);
  expect(host.said).toEqual([]);
});

test('a token without the service account’s name is handed out with a warning', async () => {
  const { asked, host } = await askStandin('no-email');
  await asked;
  expect(host.said).toEqual([expect.stringMatching(/^ant: warning: .*"email"/)]);
});

test.each(['unwell', 'busy'])(
  'a server that is %s for a moment is asked again',
  async (failure) => {
    const { asked } = await askStandin(failure);
    await expect(asked).resolves.toBeDefined();
  },
);

test('a server that starts after its workload is waited for', async () => {
  const port = await freePort();
  let pauses = 0;
  const host = askingHost(
    { GCE_METADATA_HOST: `127.0.0.1:${port}` },
    {
      sleep: async () => {
        pauses += 1;
        if (pauses === 2) await startStandin('gcp', '', `${port}`);
      },
    },
  );
  await expect(askSource(host, ORIGIN)).resolves.toBeDefined();
  expect(pauses).toBe(2);
});

test('E56: a server that never starts is given up after four tries', async () => {
  const host = askingHost({ GCE_METADATA_HOST: `127.0.0.1:${await freePort()}` });
  await expect(askSource(host, ORIGIN)).rejects.toMatchObject({ code: 'network' });
  expect(host.slept).toEqual([250, 500, 1000]);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

test.each([
  ['no-account', /answered 404: no service account is attached/, /set-service-account/],
  ['no-binding', /answered 403: it does not hand out/, /iam\.gke\.io\/gcp-service-account/],
  ['always-busy', /answered 429/, /federation detect/],
  ['other-cloud', /answered 404 at 127\.0\.0\.1:\d+ is not Google’s/, /federation detect/],
  ['portal', /answered 200 at .* is not Google’s/, /federation detect/],
  ['elsewhere', /answered 302/, /federation detect/],
  ['page', /answered without a JWT/, /does not speak/],
  ['empty', /answered without a JWT/, /does not speak/],
  ['other-audience', /for the audience "https:\/\/other\.example"/, /--audience/],
])('a server that answers with %s is named, with the way out', async (failure, says, hints) => {
  const { error } = await askStandin(failure);
  expect(error).toBeInstanceOf(AntError);
  expect(error).toMatchObject({ code: 'identity-token', message: expect.stringMatching(says) });
  expect(error).toMatchObject({ hint: expect.stringMatching(hints) });
  expect(String(error)).not.toMatch(/html|Kubernetes service account/);
});

test.each([
  'metadata.evil.example',
  '10.0.0.1',
  '169.254.169.254.evil.example',
  'user:secret@127.0.0.1',
  '127.0.0.1@evil.example',
  ' ',
])('E51: %s is not taken for a metadata server', async (value) => {
  const host = fakeHost({ env: { GCE_METADATA_HOST: value } });
  await expect(askSource(host, ORIGIN)).rejects.toThrow(/GCE_METADATA_HOST (points to|is not)/);
  expect(host.sent).toEqual([]);
});

test.each([
  [{}, 'http://169.254.169.254'],
  [{ GCE_METADATA_HOST: 'metadata.google.internal' }, 'http://metadata.google.internal'],
  [{ GCE_METADATA_HOST: '[fd20:ce::254]:80' }, 'http://[fd20:ce::254]'],
])('with %j the request goes to %s, and says whose server it means', async (env, origin) => {
  const host = fakeHost({
    env: { K_SERVICE: 'api', ...env },
    http: async () => ({ status: 404, headers: { 'metadata-flavor': 'Google' }, body: '' }),
  });
  await expect(askSource(host, ORIGIN)).rejects.toBeInstanceOf(AntError);
  const [sent] = host.sent;
  expect(new URL(sent?.url ?? '').origin).toBe(origin);
  expect(sent?.headers).toEqual({ 'metadata-flavor': 'Google' });
});

test.each<[string, Env, Readonly<Record<string, string>>, object]>([
  ['elsewhere', {}, {}, { state: 'absent', lookedFor: expect.arrayContaining(['K_SERVICE']) }],
  ['on Cloud Run', { K_SERVICE: 'api' }, {}, { state: 'present', evidence: ['K_SERVICE'] }],
  ['in a Cloud Run job', { CLOUD_RUN_JOB: 'nightly' }, {}, { state: 'present' }],
  ['in a function', { FUNCTION_TARGET: 'main' }, {}, { state: 'present' }],
  ['on App Engine', { GAE_SERVICE: 'default' }, {}, { state: 'present' }],
  [
    'on a VM, or in a pod of GKE',
    {},
    { [PRODUCT]: 'Google Compute Engine\n' },
    { state: 'present', evidence: [PRODUCT] },
  ],
  ['on another machine', {}, { [PRODUCT]: 'ThinkPad X1' }, { state: 'absent' }],
])('detection %s', async (_, env, disk, detection) => {
  const host = fakeHost({ env, disk });
  expect(await gcp.detect(host, {})).toMatchObject(detection);
  expect(host.sent).toEqual([]);
});

test('what cannot be read is no evidence', async () => {
  const host = fakeHost({
    files: {
      read: async (path) => {
        throw new AntError('file', `could not read ${path}: permission denied`);
      },
    },
  });
  expect(await gcp.detect(host, {})).toMatchObject({ state: 'absent' });
});
