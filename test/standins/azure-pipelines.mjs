// The request URI of an Azure Pipelines job. Usage: node azure-pipelines.mjs [how it fails]
// https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create
import { failing, mint, report, serve } from './issuer.mjs';

const BEARER = 'system-access-token';
const PATH =
  '/acme/590cfd2a/_apis/distributedtask/hubs/build/plans/2e011469/jobs/5ee5fa9b/oidctoken';
const CONNECTION = '0f5e3c7a-0000-4000-8000-00000000000a';
const ORGANIZATION = 'https://vstoken.dev.azure.com/7d3e3c7a-0000-4000-8000-00000000000b';

const FAILURES = {
  'stage-without-it': {
    status: 403,
    body: {
      count: 151,
      value: `There is no explicit reference to service connection ${CONNECTION}`,
    },
  },
  busy: { times: 1, status: 429, headers: { 'retry-after': '5' }, body: {} },
  unwell: { times: 1, status: 503, body: 'TF400898' },
  'no-token': { status: 200, body: { $id: '1', message: `VssInvalid ${BEARER}` } },
  echo: { status: 500, body: { error: `no: ${BEARER}` } },
};

const failure = failing(FAILURES, process.argv[2]);
const base = await serve(async ({ method, url, headers }) => {
  if (url.pathname !== PATH) return { status: 404, body: {} };
  if (method !== 'POST') return { status: 405, body: {} };
  if (headers.authorization !== `Bearer ${BEARER}`) return unaccepted(headers);
  if (url.searchParams.get('api-version') !== '7.1') return { status: 400, body: {} };
  const fails = failure();
  if (fails) return fails;
  const connection = url.searchParams.get('serviceConnectionId');
  if (connection !== null && connection !== CONNECTION) return { status: 404, body: {} };
  const oidcToken = await mint({
    audience: 'api://AzureADTokenExchange',
    lifetime: 600,
    iss: ORGANIZATION,
    sub: connection === null ? 'p://acme/web/deploy' : 'sc://acme/web/anthropic',
    rpo_ref: 'refs/heads/main',
  });
  return { body: { oidcToken } };
});

/** Without this header, the way to a sign-in page. */
function unaccepted(headers) {
  if (headers['x-tfs-fedauthredirect'] === 'Suppress') return { status: 401, body: {} };
  return {
    status: 302,
    headers: { location: 'https://spsprodcus3.vssps.visualstudio.com/_signin' },
  };
}

report({ TF_BUILD: 'True', SYSTEM_OIDCREQUESTURI: `${base}${PATH}`, SYSTEM_ACCESSTOKEN: BEARER });
