// A Vercel build's token, and the service that exchanges it for one of another audience.
// Usage: node vercel.mjs [how it fails]
// https://vercel.com/changelog/custom-oidc-token-audiences and the source of the package @vercel/oidc
import { failing, mint, report, serve } from './issuer.mjs';

const [how] = process.argv.slice(2);
const TEAM = 'https://vercel.com/acme';
const CLAIMS = {
  lifetime: 3600,
  sub: 'owner:acme:project:api:environment:production',
  owner_id: 'team_7Gw5ZMzpQA8h90F832KGp7nw',
  project_id: 'prj_7Gw5ZMBvQA8h9RF832KGp7nw3vKc',
};
const given = await mint({ audience: TEAM, iss: 'https://oidc.vercel.com', ...CLAIMS });

const FAILURES = {
  busy: { times: 1, status: 429, headers: { 'retry-after': '1' }, body: {} },
  expired: { status: 401, body: { error: 'jwt expired' } },
  refuses: { status: 403, body: { error: 'forbidden' } },
  echo: { status: 418, body: { error: given } },
  page: { status: 200, body: '<html>' },
  gone: { status: 404, body: {} },
};

const failure = failing(FAILURES, how);
const url = await serve(async ({ method, url: { pathname }, body }) => {
  if (method !== 'POST' || pathname !== '/~token') return { status: 404, body: {} };
  const { token, aud } = JSON.parse(body);
  if (token !== given) return { status: 401, body: { error: 'invalid token' } };
  const fails = failure();
  if (fails) return fails;
  const audience = how === 'other-audience' ? TEAM : aud;
  const exchanged = await mint({
    ...CLAIMS,
    audience,
    iss: 'https://oidc.vercel.com/acme',
    act: { aud: TEAM },
  });
  return { body: { token: exchanged, expiry: 0 } };
});
report({ url, VERCEL: '1', VERCEL_OIDC_TOKEN: given });
