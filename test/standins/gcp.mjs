// Google's metadata server. Usage: node gcp.mjs [how it fails] [port, 0 for any] [file with the token to hand out]
// https://cloud.google.com/compute/docs/instances/verifying-instance-identity
import { readFileSync } from 'node:fs';
import { failing } from './fails.mjs';
import { mint, report, serve } from './issuer.mjs';

const [failure, port = '0', tokenFile] = process.argv.slice(2);
const PATH = '/computeMetadata/v1/instance/service-accounts/default/identity';
const FLAVOR = { 'metadata-flavor': 'Google', server: 'Metadata Server for VM' };

/** By name: what comes instead of a token, and for how many requests. */
const FAILURES = {
  'no-account': { status: 404, headers: FLAVOR, body: '<html>404</html>' },
  'no-binding': {
    status: 403,
    headers: FLAVOR,
    body: 'Your Kubernetes service account (default/api) is not annotated with a target',
  },
  unwell: { times: 2, status: 503, headers: FLAVOR, body: 'starting' },
  busy: { times: 1, status: 429, headers: { ...FLAVOR, 'retry-after': '1' }, body: '' },
  'always-busy': { status: 429, headers: { ...FLAVOR, 'retry-after': '3600' }, body: '' },
  'other-cloud': { status: 404, body: '<html>not here</html>' },
  portal: { status: 200, body: 'a.b.c' },
  elsewhere: { status: 302, headers: { ...FLAVOR, location: 'http://evil.example/' } },
  page: { status: 200, headers: FLAVOR, body: '<html>hello</html>' },
  empty: { status: 200, headers: FLAVOR, body: '' },
};

const fails = failing(FAILURES[failure]);
const url = await serve(
  async ({ method, url: { pathname, searchParams }, headers }) => {
    const failed = fails();
    if (failed) return failed;
    if (headers['metadata-flavor'] !== 'Google') return { status: 403, headers: FLAVOR };
    if (method !== 'GET' || pathname !== PATH) return { status: 404, headers: FLAVOR };
    const audience = searchParams.get('audience');
    if (!audience) return { status: 400, headers: FLAVOR, body: 'non-empty audience required' };
    return { headers: FLAVOR, body: await token(audience, searchParams.get('format')) };
  },
  { port: Number(port) },
);

async function token(audience, format) {
  if (tokenFile) return readFileSync(tokenFile, 'utf8');
  const full = format === 'full' && failure !== 'no-email';
  return mint({
    iss: 'https://accounts.google.com',
    sub: '100000000000000000042',
    audience: failure === 'other-audience' ? 'https://other.example' : audience,
    lifetime: 3600,
    jti: undefined,
    ...(full && { email: 'api@acme-prod.iam.gserviceaccount.com', email_verified: true }),
  });
}

report({ url, host: new URL(url).host });
