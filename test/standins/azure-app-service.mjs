// The token server beside an Azure app. Usage: node azure-app-service.mjs [how it fails] [file with the token]
// https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
import { randomUUID } from 'node:crypto';
import { entraAnswer } from './azure.mjs';
import { failing } from './fails.mjs';
import { report, serve } from './issuer.mjs';

const [failure, tokenFile] = process.argv.slice(2);
const SECRET = randomUUID();
const CLIENT = 'c1c1c1c1-0000-4000-8000-000000000001';

const refusal = (statusCode, message) => ({
  status: statusCode,
  body: { statusCode, message, correlationId: '0000' },
});
const NONE = refusal(400, 'No MSI found for specified ClientId/ResourceId.');

/** By name: what comes instead of a token, and for how many requests. */
const FAILURES = {
  'no-identity': NONE,
  'no-audience': refusal(400, "AADSTS500011: prose of the server's"),
  busy: { times: 1, status: 429, headers: { 'retry-after': '1' }, body: {} },
  unwell: {
    times: 2,
    ...refusal(500, 'An unexpected error occured while fetching the AAD Token.'),
  },
  'always-unwell': refusal(500, 'An unexpected error occured while fetching the AAD Token.'),
  page: { status: 200, body: '<html>proxy</html>' },
  echo: { status: 400, body: { error: `no: ${SECRET}`, message: SECRET } },
};

const fails = failing(FAILURES[failure]);
const base = await serve(async ({ url: { pathname, searchParams }, headers }) => {
  const failed = fails();
  if (failed) return failed;
  if (headers['x-identity-header'] !== SECRET) return { status: 403, body: {} };
  if (pathname !== '/msi/token' || searchParams.get('api-version') !== '2019-08-01') {
    return { status: 404, body: {} };
  }
  const client = searchParams.get('client_id');
  if (client !== null && client !== CLIENT) return NONE;
  const resource =
    failure === 'other-audience' ? 'https://vault.azure.net' : searchParams.get('resource');
  return entraAnswer(resource, { tokenFile });
});
report({ url: `${base}/msi/token`, secret: SECRET, client: CLIENT });
