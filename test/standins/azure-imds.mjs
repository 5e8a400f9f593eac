// The Instance Metadata Service of an Azure VM. Usage: node azure-imds.mjs [how it fails] [file with the token]
// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
import { entraAnswer, entraRefusal } from './azure.mjs';
import { failing } from './fails.mjs';
import { report, serve } from './issuer.mjs';

const [failure, tokenFile] = process.argv.slice(2);
const CLIENT = 'c1c1c1c1-0000-4000-8000-000000000001';

const NONE = {
  status: 400,
  body: { error: 'invalid_request', error_description: 'Identity not found' },
};

/** By name: what comes instead of a token, and for how many requests. */
const FAILURES = {
  'no-identity': NONE,
  'not-found': { status: 404, body: '' },
  updating: { times: 3, status: 404, body: '' },
  gone: { times: 2, status: 410, body: '' },
  busy: { times: 1, status: 429, headers: { 'retry-after': '2' }, body: {} },
  unwell: { times: 2, status: 500, body: { error: 'unknown', error_description: 'Failed' } },
  'no-audience': entraRefusal('invalid_resource', 'AADSTS500011'),
  disabled: entraRefusal('invalid_resource', 'AADSTS50001'),
  page: { status: 200, body: '<html>proxy</html>' },
  empty: { status: 200, body: { access_token: '' } },
  opaque: { status: 200, body: { access_token: 'opaque' } },
};

const fails = failing(FAILURES[failure]);
const url = await serve(async ({ method, url: { pathname, searchParams }, headers }) => {
  const failed = fails();
  if (failed) return failed;
  if (headers.metadata !== 'true') return { status: 400, body: { error: 'bad_request_102' } };
  if (method !== 'GET' || pathname !== '/metadata/identity/oauth2/token') return { status: 404 };
  if (searchParams.get('api-version') !== '2018-02-01') return { status: 400, body: {} };
  const client = searchParams.get('client_id');
  if (client !== null && client !== CLIENT) return NONE;
  const resource =
    failure === 'other-audience' ? 'https://management.azure.com' : searchParams.get('resource');
  return entraAnswer(resource, { tokenFile, version: failure === 'version-1' ? 1 : 2 });
});
report({ url, client: CLIENT });
