// A real OpenID Connect server, panva's oidc-provider, with two clients: `ci-key`, whose public key is given, and
// `ci secret`. Usage: node oidc-server.mjs PUBLIC_JWK [how it fails]
// With STANDIN_KEY and STANDIN_ISSUER its tokens are those of an issuer that a sandbox knows.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { failing, report } from './issuer.mjs';

// It would tell us what it thinks of this configuration, on the stream that belongs to the test.
console.info = () => undefined;
console.warn = () => undefined;
const { default: Provider } = await import('oidc-provider');

const [publicJwk, failure] = process.argv.slice(2);
const { STANDIN_KEY, STANDIN_ISSUER } = process.env;
const PLATFORM = 'https://api.anthropic.com';

/** Okta's words, and trouble that this server would not get into on its own. */
const FAILURES = {
  busy: { times: 1, status: 503, headers: { 'retry-after': '1' }, body: {} },
  dpop: { status: 400, body: { error: 'invalid_dpop_proof', error_description: 'missing' } },
  policy: {
    status: 400,
    body: { error: 'access_denied', error_description: 'Policy evaluation failed' },
  },
  // RFC 6749 section 5.2; this server itself says invalid_request.
  'no-grant': { status: 400, body: { error: 'unauthorized_client' } },
  echo: { status: 400, body: (form) => ({ error: `no ${form}`, error_description: form }) },
  page: { status: 200, body: '<html>sign in</html>' },
};
const fail = failing(FAILURES, failure);

const { privateKey } = await generateKeyPair('RS256', { extractable: true });
const own = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'server' };
const keys = [own, ...(STANDIN_KEY ? [JSON.parse(STANDIN_KEY)] : [])];
const client = {
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
};
const clients = [
  {
    ...client,
    client_id: 'ci-key',
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [JSON.parse(publicJwk)] },
  },
  {
    ...client,
    client_id: 'ci secret',
    client_secret: 'a+b c%',
    token_endpoint_auth_method: 'client_secret_basic',
  },
];

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
const issuer = STANDIN_ISSUER ?? origin;
const provider = new Provider(issuer, {
  clients,
  jwks: { keys },
  scopes: ['anthropic.access'],
  // As Okta calls the client.
  extraTokenClaims: (_, { clientId }) => ({ cid: clientId }),
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      // As Okta does: a server has one audience, whatever is asked.
      defaultResource: () => (failure === 'other-audience' ? 'api://default' : PLATFORM),
      getResourceServerInfo: (_, resource) => {
        if (![PLATFORM, 'api://default'].includes(resource)) throw invalidTarget();
        return {
          audience: resource,
          scope: 'anthropic.access',
          accessTokenTTL: 600,
          accessTokenFormat: failure === 'opaque' ? 'opaque' : 'jwt',
          jwt: { sign: { alg: keys.at(-1).alg } },
        };
      },
    },
  },
});
const { errors } = await import('oidc-provider');
const invalidTarget = () => new errors.InvalidTarget('unknown resource');

provider.use(async (ctx, next) => {
  const fails = fail();
  await next();
  const { params = {}, client: known } = ctx.oidc ?? {};
  if (fails)
    Object.assign(ctx, { status: fails.status, body: bodyOf(fails, params) }).set(
      fails.headers ?? {},
    );
  else if (failure === 'wants-scope' && !params.scope) {
    Object.assign(ctx, { status: 400, body: { error: 'invalid_scope' } });
  }
  report({
    path: ctx.path,
    status: ctx.status,
    client: known?.clientId,
    scope: params.scope,
    resource: params.resource,
  });
});
function bodyOf({ body }, params) {
  return typeof body === 'function' ? body(params.client_assertion) : body;
}

server.on('request', provider.callback());
report({ url: `${origin}/token`, issuer });
