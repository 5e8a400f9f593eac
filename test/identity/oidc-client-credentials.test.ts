import { describe, expect, test } from 'vitest';
import type { SourceSettings } from '../../src/identity/source.js';
import type { FakeHost } from '../support/host.js';
import { ask, PLATFORM, refusal } from './asking.js';
import { EC, server } from './oidc-server.js';

describe('a client', () => {
  const asking = (host: FakeHost, settings: SourceSettings) =>
    ask(host, { id: 'oidc-client-credentials', settings });

  test('with a JWK is known by the name that is in it', async () => {
    const { host, settings } = await server();
    expect(await asking(host, { ...settings, private_key_file: '/keys/rsa.json' })).toHaveProperty(
      'claims',
    );
    const assertion = new URLSearchParams(host.sent[0]?.body).get('client_assertion') ?? '';
    const [header = ''] = assertion.split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
      alg: 'RS256',
      kid: 'mine',
    });
  });

  test('with a key of an elliptic curve signs as that curve does', async () => {
    const { host, settings } = await server({ key: EC });
    const outcome = await asking(host, {
      ...settings,
      private_key_file: '/keys/ec.pem',
      key_id: 'mine',
    });
    expect(outcome).toHaveProperty('claims');
  });

  test.each(['/keys/old.pem', '/keys/public.json'])(
    'with %s is told which keys can be used',
    async (path) => {
      const { host, settings } = await server();
      expect(await asking(host, { ...settings, private_key_file: path })).toEqual(
        refusal(/private_key_file holds no private key that can be used/, /openssl pkcs8 -topk8/),
      );
      expect(host.sent).toEqual([]);
    },
  );

  test.each([
    ['variable', { client_secret_env: 'SECRET' }],
    ['file', { client_secret_file: '/keys/secret' }],
  ])('with a secret in a %s shows it in the header alone', async (_, where) => {
    const { host, settings } = await server();
    host.disk.set('/keys/secret', {
      kind: 'file',
      mode: 0o600,
      owner: 1000,
      links: 1,
      text: 'a+b c%\n',
    });
    const { private_key_file: _key, ...others } = settings;
    const all = { ...others, client_id: 'ci secret', ...where };
    expect(await asking(host, all)).toMatchObject({ claims: { sub: 'ci secret' } });
    expect(host.sent[0]?.body).not.toContain('client_secret');
  });

  test.each([
    ['variable', { client_secret_env: 'SECRET' }],
    ['file', { client_secret_file: '/keys/secret' }],
  ])(
    'E55: a profile’s secret in a %s is not sent to the address the profile names',
    async (_, where) => {
      const { host, settings } = await server();
      host.disk.set('/keys/secret', {
        kind: 'file',
        mode: 0o600,
        owner: 1000,
        links: 1,
        text: 'a+b c%\n',
      });
      const { private_key_file: _key, ...others } = settings;
      const all = { ...others, client_id: 'ci secret', ...where };
      const asked = { id: 'oidc-client-credentials', settings: all, from: 'profile "ci"' } as const;
      expect(await ask(host, asked)).toEqual(
        refusal(
          /profile "ci" names a secret to send to .*, which is not allowed/,
          /ANT_ALLOW_PROFILE_SOURCE=1/,
        ),
      );
      expect(host.sent).toEqual([]);
    },
  );

  test('E43: whose server was not told of the audience gets no token for it', async () => {
    const { host, settings } = await server();
    const outcome = await ask(host, {
      id: 'oidc-client-credentials',
      audience: 'https://x.example',
      settings,
    });
    expect(outcome).toEqual(
      refusal(/400 invalid_target: it knows no such audience/, /audience_parameter=/),
    );
  });

  test('E43: whose server has another audience of its own is told so', async () => {
    const { host, settings } = await server({ failure: 'other-audience' });
    expect(await ask(host, { id: 'okta', settings })).toEqual(
      refusal(/token for the audience "api:\/\/default"/, /--audience/),
    );
  });

  test('whose server is told in another word sends that word', async () => {
    const { standin, host, settings } = await server();
    expect(await asking(host, { ...settings, audience_parameter: 'audience' })).toHaveProperty(
      'claims',
    );
    const form = new URLSearchParams(host.sent[0]?.body);
    expect([form.get('audience'), form.get('resource')]).toEqual([PLATFORM, null]);
    await expect.poll(() => standin.heard).toHaveLength(1);
  });

  test('whose server wants a scope is told to name one', async () => {
    const { host, settings } = await server({ failure: 'wants-scope' });
    const { scope: _, ...others } = settings;
    expect(await asking(host, others)).toEqual(
      refusal(/invalid_scope: .* or wants one/, /scope=SCOPE/),
    );
  });

  test('that may not ask for itself is told so', async () => {
    const { host, settings } = await server({ failure: 'no-grant' });
    expect(await asking(host, settings)).toEqual(
      refusal(/unauthorized_client: this client may not/, /client_credentials/),
    );
  });

  test.each([
    ['misspelt', 'resources'],
    ['empty', ''],
  ])('with a %s audience_parameter is told which there are', async (_, word) => {
    const { host, settings } = await server();
    expect(await asking(host, { ...settings, audience_parameter: word })).toEqual(
      refusal(/none of resource, audience, none/, /resource\|audience\|none/),
    );
  });
});
