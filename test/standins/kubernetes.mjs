// A cluster's API server. Usage: node kubernetes.mjs CERTIFICATE KEY POD_TOKEN [how it fails]
// https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { failing, mint, report } from './issuer.mjs';

const [certPath, keyPath, podToken, failure] = process.argv.slice(2);
const PATH = /^\/api\/v1\/namespaces\/([a-z-]+)\/serviceaccounts\/([a-z-]+)\/token$/;

/** What the API server answers with instead of what was asked for. */
function problem(code, reason, message) {
  return {
    code,
    body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code },
  };
}

/** By name: what comes instead of a token, and for how many requests. */
const FAILURES = {
  rbac: problem(
    403,
    'Forbidden',
    `cannot create resource "serviceaccounts/token", Bearer ${podToken}`,
  ),
  busy: { times: 1, headers: { 'retry-after': '2' }, ...problem(429, 'TooManyRequests', 'later') },
  echo: { code: 500, body: { message: `Bearer ${podToken}` } },
};
const fail = failing(FAILURES, failure);

async function answer(method, url, headers, text) {
  const [, namespace, name] = PATH.exec(url) ?? [];
  if (headers.authorization !== `Bearer ${podToken}`) {
    return problem(401, 'Unauthorized', 'Unauthorized');
  }
  if (method !== 'POST' || name === undefined) return problem(404, 'NotFound', 'not found');
  const fails = fail();
  if (fails) return fails;
  if (name !== 'app') return problem(404, 'NotFound', `serviceaccounts "${name}" not found`);
  return create(JSON.parse(text), `system:serviceaccount:${namespace}:${name}`);
}

async function create({ apiVersion, kind, spec }, sub) {
  if (apiVersion !== 'authentication.k8s.io/v1' || kind !== 'TokenRequest') {
    return problem(400, 'BadRequest', 'wrong kind');
  }
  if (!(spec.expirationSeconds >= 600)) {
    return problem(422, 'Invalid', 'may not specify a duration less than 10 minutes');
  }
  const own = failure === 'own-audience';
  const token = await mint({
    audience: own ? ['https://kubernetes.default.svc'] : spec.audiences,
    lifetime: spec.expirationSeconds,
    iss: 'https://kubernetes.default.svc.cluster.local',
    sub,
  });
  const status = { token, expirationTimestamp: '2030-01-01T00:00:00Z' };
  return {
    code: 201,
    body: { apiVersion, kind, spec, ...(failure !== 'no-status' && { status }) },
  };
}

const tls = { cert: readFileSync(certPath), key: readFileSync(keyPath) };
const server = createServer(tls, async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const { code, body, headers } = await answer(request.method, request.url, request.headers, text);
  report({ method: request.method, path: request.url, status: code });
  response.writeHead(code, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
});
server.listen(0, '127.0.0.1', () => report({ port: String(server.address().port) }));
