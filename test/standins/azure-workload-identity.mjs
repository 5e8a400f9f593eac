// Entra ID's token endpoint. Usage: node azure-workload-identity.mjs [how it fails] [file with the token]
// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
import { entraAnswer, entraRefusal } from './azure.mjs';
import { failing } from './fails.mjs';
import { mint, report, serve } from './issuer.mjs';

const [failure, tokenFile] = process.argv.slice(2);
const TENANT = '8a9f0000-0000-4000-8000-0000000000a1';
const CLIENT = 'c1c1c1c1-0000-4000-8000-000000000001';
const SCOPE = /^(api:\/\/\S+|https:\/\/\S+)\/\.default$/;

/** The pod's own token, which the kubelet would have projected. */
const ASSERTION = await mint({
  iss: 'https://oidc.prod-aks.azure.com/0000/',
  sub: 'system:serviceaccount:prod:api',
  audience: ['api://AzureADTokenExchange'],
});

/** By name: what comes instead of a token, and for how many requests. */
const FAILURES = {
  'not-trusted': entraRefusal('invalid_client', 'AADSTS700213', 401),
  'no-record': entraRefusal('invalid_request', 'AADSTS70021'),
  'other-issuer': entraRefusal('invalid_client', 'AADSTS700211', 401),
  'pod-audience': entraRefusal('invalid_client', 'AADSTS700212', 401),
  stale: entraRefusal('invalid_client', 'AADSTS700024', 401),
  'no-client': entraRefusal('unauthorized_client', 'AADSTS700016'),
  'no-audience': entraRefusal('invalid_resource', 'AADSTS500011'),
  'not-assigned': entraRefusal('invalid_grant', 'AADSTS501051'),
  unheard: entraRefusal('invalid_request', 'AADSTS900144'),
  busy: { times: 1, status: 429, headers: { 'retry-after': '3' }, body: {} },
  unwell: { times: 1, status: 503, body: 'service unavailable' },
  elsewhere: { status: 302, headers: { location: 'https://evil.example/token' } },
  page: { status: 200, body: '<html>proxy</html>' },
};

const fails = failing(FAILURES[failure]);
const url = await serve((request) => fails() ?? answer(request));

function answer({ method, url: { pathname }, headers, body }) {
  const form = Object.fromEntries(new URLSearchParams(body));
  report({ scope: form.scope, grant: form.grant_type });
  if (method !== 'POST' || pathname !== `/${TENANT}/oauth2/v2.0/token`) {
    return entraRefusal('invalid_request', 'AADSTS90002');
  }
  if (headers['content-type'] !== 'application/x-www-form-urlencoded') {
    return entraRefusal('invalid_request', 'AADSTS900144');
  }
  return refused(form) ?? granted(form);
}

function refused(form) {
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  if (form.client_assertion_type !== type || form.client_assertion !== ASSERTION) {
    return entraRefusal('invalid_client', 'AADSTS700213', 401);
  }
  if (form.client_id !== CLIENT) return entraRefusal('unauthorized_client', 'AADSTS700016');
  return SCOPE.test(form.scope) ? undefined : entraRefusal('invalid_scope', 'AADSTS70011');
}

function granted(form) {
  const resource =
    failure === 'other-audience' ? 'api://another' : form.scope.replace(/\/\.default$/, '');
  return entraAnswer(resource, { tokenFile, lifetime: 3600 });
}

report({ url, tenant: TENANT, client: CLIENT, assertion: ASSERTION });
