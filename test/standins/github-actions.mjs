// The request URL of a GitHub Actions runner. Usage: node github-actions.mjs [how it fails]
// https://docs.github.com/actions/reference/openid-connect-reference#methods-for-requesting-the-oidc-token
import { mint, report, serve } from './issuer.mjs';

const [failure] = process.argv.slice(2);
const BEARER = 'runner-request-token';

/** By name: what comes instead of a token, and for how many requests. */
const FAILURES = {
  forbidden: { status: 403, body: { message: 'Resource not accessible by integration' } },
  busy: { times: 2, status: 429, headers: { 'retry-after': '2' }, body: {} },
  'always-busy': { status: 429, headers: { 'retry-after': '3600' }, body: {} },
  unwell: { times: 1, status: 503, body: 'upstream connect error' },
  elsewhere: { status: 302, headers: { location: 'https://evil.example/token' } },
  page: { status: 200, body: '<html>proxy</html>' },
  empty: { status: 200, body: { value: '' } },
  echo: { status: 400, body: { error: `no: Bearer ${BEARER}` } },
};

let asked = 0;
const base = await serve(async ({ method, url, headers }) => {
  asked += 1;
  if (method !== 'GET' || url.pathname !== '/token') return { status: 404, body: {} };
  if (headers.authorization !== `Bearer ${BEARER}`) return { status: 401, body: {} };
  const fails = FAILURES[failure];
  if (asked <= (fails?.times ?? (fails ? Infinity : 0))) return fails;
  const audience =
    failure === 'other-audience' ? 'https://github.com/acme' : url.searchParams.get('audience');
  const value = await mint({
    audience,
    iss: 'https://token.actions.githubusercontent.com',
    sub: 'repo:acme/api:ref:refs/heads/main',
    repository: 'acme/api',
    repository_owner: 'acme',
  });
  return { body: { count: value.length, value } };
});
report({ url: `${base}/token?api-version=2.0`, bearer: BEARER });
