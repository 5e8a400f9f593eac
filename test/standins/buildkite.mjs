// Buildkite's Agent API, as far as agents ask it for OIDC tokens. Usage: node buildkite.mjs [how it fails]
// https://buildkite.com/docs/agent/cli/reference/oidc and the agent's own source, api/oidc.go
import { mint, report, serve } from './issuer.mjs';

const [failure] = process.argv.slice(2);
const JOB = '0184990a-477b-4fa8-9968-496074483cee';
const TOKEN = 'agent-access-token';

const FAILURES = {
  over: { status: 404, body: { message: 'No job found' } },
  'too-long': { status: 422, body: { message: 'Lifetime is too long' } },
  broken: { status: 500, body: { message: `oops: ${TOKEN}` } },
};

const base = await serve(async ({ method, url, headers, body }) => {
  if (headers.authorization !== `Token ${TOKEN}`) return { status: 401, body: {} };
  if (method !== 'POST' || url.pathname !== `/v3/jobs/${JOB}/oidc/tokens`) return { status: 404 };
  if (FAILURES[failure]) return FAILURES[failure];
  const { audience, lifetime = 300 } = JSON.parse(body);
  const token = await mint({
    audience: failure === 'other-audience' ? 'https://buildkite.com/acme' : audience,
    lifetime,
    iss: 'https://agent.buildkite.com',
    sub: 'organization:acme:pipeline:api:ref:refs/heads/main:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:build',
    organization_slug: 'acme',
    pipeline_slug: 'api',
  });
  return { body: { token } };
});
report({
  BUILDKITE: 'true',
  BUILDKITE_JOB_ID: JOB,
  BUILDKITE_AGENT_ACCESS_TOKEN: TOKEN,
  BUILDKITE_AGENT_ENDPOINT: `${base}/v3`,
});
