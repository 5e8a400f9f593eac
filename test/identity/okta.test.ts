import { describe, expect, test } from 'vitest';
import type { SourceSettings } from '../../src/identity/source.js';
import { fakeHost } from '../support/host.js';
import { ask, PLATFORM, refusal, told } from './asking.js';
import { DISK, server } from './oidc-server.js';

describe.each(['okta', 'oidc-client-credentials'] as const)('%s', (id) => {
  test('a client with a key gets a token in its own name', async () => {
    const { standin, host, settings } = await server();
    expect(await ask(host, { id, settings })).toMatchObject({
      claims: {
        aud: PLATFORM,
        sub: 'ci-key',
        iss: standin.ready.issuer,
        scope: 'anthropic.access',
      },
    });
    await expect
      .poll(() => standin.heard)
      .toMatchObject([{ path: '/token', status: 200, client: 'ci-key' }]);
  });

  test('each try of a busy server has an assertion of its own', async () => {
    const { host, settings } = await server({ failure: 'busy' });
    expect(await ask(host, { id, settings })).toHaveProperty('claims');
    const assertions = host.sent.map(({ body }) =>
      new URLSearchParams(body).get('client_assertion'),
    );
    expect(new Set(assertions).size).toBe(2);
  });

  test.each([
    [
      'does not know the key',
      undefined,
      { private_key_file: '/keys/other.pem' },
      /401 invalid_client: it does not know this client/,
      /key_id/,
    ],
    [
      'does not know the client',
      undefined,
      { client_id: 'nobody' },
      /401 invalid_client/,
      /client_id/,
    ],
    [
      'gives opaque tokens',
      'opaque',
      {},
      /gave an opaque access token/,
      /authorization server|JWTs/,
    ],
    ['echoes what it was sent', 'echo', {}, /answered 400$/, /federation detect/],
    ['shows a page', 'page', {}, /answered without a JWT in "access_token"/, /protocol/],
  ])(
    'E32: a server that %s is named, with the way out',
    async (_, failure, changed, says, hints) => {
      const { host, settings } = await server({ failure });
      const outcome = await ask(host, { id, settings: { ...settings, ...changed } });
      expect(outcome).toEqual(refusal(says, hints));
      expect(told(outcome)).not.toMatch(/eyJ|BEGIN/);
    },
  );

  test.each([
    ['nothing', {}, / needs the settings token_url, client_id/, /--source-setting/],
    [
      'no client',
      { token_url: 'https://x', scope: 'x' },
      /the setting client_id is missing/,
      /--source-setting client_id=…/,
    ],
    ['plain http', { token_url: 'http://sso.example/token' }, /neither an https address nor/, /./],
    [
      'a password in the address',
      { token_url: 'https://a:b@sso.example/token' },
      /neither an https/,
      /./,
    ],
    [
      'two credentials',
      { client_secret_env: 'SECRET' },
      /exactly one of private_key_file, client_/,
      /^leave out client_secret_env$/,
    ],
    [
      'a variable that is not there',
      { private_key_file: undefined, client_secret_env: 'constructor' },
      /constructor, which client_secret_env names, holds nothing/,
      /^set that variable, or correct client_secret_env$/,
    ],
    [
      'a file that is not there',
      { private_key_file: '/keys/none' },
      /\/keys\/none, which private_key_file names, holds nothing/,
      /^put it there, readable to this user, or correct private_key_file$/,
    ],
    [
      'an empty file',
      { private_key_file: '/keys/empty.pem' },
      /holds nothing that can be read/,
      /./,
    ],
  ])('with %s nothing is sent', async (what, changed, says, hints) => {
    const all = {
      token_url: 'https://sso.example/token',
      client_id: 'ci',
      scope: 's',
      private_key_file: '/keys/rsa.pem',
    };
    const settings: SourceSettings =
      what === 'nothing' || what === 'no client' ? changed : { ...all, ...changed };
    const host = fakeHost({ disk: DISK, env: { SECRET: 's' } });
    expect(await ask(host, { id, settings })).toEqual(refusal(says, hints));
    expect(host.sent).toEqual([]);
  });
});

describe('Okta', () => {
  test.each([
    ['demands proof of possession', 'dpop', /invalid_dpop_proof: the app demands/, /switch off/],
    ['has no policy for the client', 'policy', /access_denied: no access policy/, /access policy/],
  ])('that %s is understood', async (_, failure, says, hints) => {
    const { host, settings } = await server({ failure });
    expect(await ask(host, { id: 'okta', settings })).toEqual(refusal(says, hints));
  });

  test('has an org server whose tokens nobody else can read: it is not asked', async () => {
    const settings = {
      token_url: 'https://acme.okta.com/oauth2/v1/token',
      client_id: 'ci',
      scope: 's',
      private_key_file: '/keys/rsa.pem',
    };
    const host = fakeHost({ disk: DISK });
    expect(await ask(host, { id: 'okta', settings })).toEqual(
      refusal(/org authorization server/, /oauth2\/default\/v1\/token/),
    );
  });

  test('is not asked without a scope', async () => {
    const settings = {
      token_url: 'https://acme.okta.com/oauth2/default/v1/token',
      client_id: 'ci',
    };
    expect(await ask(fakeHost(), { id: 'okta', settings })).toEqual(
      refusal(/the setting scope is missing/, /--source-setting/),
    );
  });
});
