import { expect, test } from 'vitest';
import type { Env, HttpRequest } from '../../src/host.js';
import { vercel } from '../../src/identity/vercel.js';
import { send } from '../../src/node/http.js';
import { fakeHost } from '../support/host.js';
import { startStandin } from '../support/standin.js';
import { ask, PLATFORM, refusal, told } from './asking.js';

const TEAM = 'https://vercel.com/acme';

/** The address is fixed: only here does it lead to the stand-in. */
async function build(failure = '') {
  const { ready, heard } = await startStandin('vercel', failure);
  const interrupt = new AbortController().signal;
  const http = (request: HttpRequest) =>
    send(
      { ...request, url: request.url.replace('https://oidc.vercel.com', ready.url ?? '') },
      { env: {}, interrupt, limit: 5_000 },
    );
  const { url: _, ...env } = ready;
  return { host: fakeHost({ env, http }), heard };
}

test('for its team the build’s token is enough, and nothing is sent', async () => {
  const { host } = await build();
  expect(await ask(host, { id: 'vercel', audience: TEAM })).toMatchObject({
    claims: { aud: TEAM, sub: 'owner:acme:project:api:environment:production' },
  });
  expect(host.sent).toEqual([]);
});

test('for another audience it is exchanged, at Vercel and nowhere else', async () => {
  const { host } = await build();
  expect(await ask(host, { id: 'vercel' })).toMatchObject({
    claims: { aud: PLATFORM, iss: 'https://oidc.vercel.com/acme', act: { aud: TEAM } },
  });
  expect(host.sent.map(({ method, url }) => [method, url])).toEqual([
    ['POST', 'https://oidc.vercel.com/~token'],
  ]);
});

test('a busy service is asked again when it says', async () => {
  const { host } = await build('busy');
  expect(await ask(host, { id: 'vercel' })).toHaveProperty('claims');
  expect(host.slept).toEqual([1000]);
});

test.each([
  ['expired', /answered 401: VERCEL_OIDC_TOKEN is not accepted: it may have expired/, /env pull/],
  ['refuses', /answered 403 forbidden: VERCEL_OIDC_TOKEN is not accepted/, /federation/],
  ['gone', /oidc.vercel.com answered 404$/, /federation detect/],
  ['page', /answered without a JWT in "token"/, /does not speak/],
  ['other-audience', /made a token for the audience "https:\/\/vercel.com\/acme"/, /--audience/],
])('a service that answers with %s is named, with the way out', async (failure, says, hints) => {
  const { host } = await build(failure);
  expect(await ask(host, { id: 'vercel' })).toEqual(refusal(says, hints));
});

test('E32: a service that echoes the token does not get it into a message', async () => {
  const { host } = await build('echo');
  const outcome = await ask(host, { id: 'vercel' });
  expect(told(outcome)).not.toContain(host.env.VERCEL_OIDC_TOKEN);
});

test.each<[string, Env, object]>([
  ['elsewhere', {}, { state: 'absent', lookedFor: ['VERCEL', 'VERCEL_OIDC_TOKEN'] }],
  [
    'E53: in a function, where the token comes with each request',
    { VERCEL: '1' },
    { state: 'broken', fix: expect.stringContaining('in the header x-vercel-oidc-token') },
  ],
  [
    'E50: with an empty token',
    { VERCEL: '1', VERCEL_OIDC_TOKEN: ' ' },
    { state: 'broken', because: 'VERCEL_OIDC_TOKEN is empty' },
  ],
  [
    'on a laptop, after vercel env pull',
    { VERCEL_OIDC_TOKEN: 'a.b.c' },
    { state: 'present', evidence: ['VERCEL_OIDC_TOKEN'] },
  ],
])('detection %s', async (_, env, detection) => {
  const host = fakeHost({ env });
  expect(await vercel.detect(host, {})).toMatchObject(detection);
  expect(host.sent).toEqual([]);
});
