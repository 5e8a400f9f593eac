// A GitHub Actions runner whose identity tokens a sandbox signs. Usage: node sandbox-runner.mjs PORT SECONDS
import { report, serve } from './issuer.mjs';

const [port, lifetime] = process.argv.slice(2);
const BEARER = 'runner-request-token';

const base = await serve(async ({ url, headers }) => {
  if (headers.authorization !== `Bearer ${BEARER}`) return { status: 401, body: {} };
  const answer = await fetch(`http://127.0.0.1:${port}/sandbox/mint`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-ant-sandbox': '1' },
    body: JSON.stringify({
      issuer: 'github-actions',
      sub: 'repo:acme/api:ref:refs/heads/main',
      audience: url.searchParams.get('audience'),
      ttl_seconds: Number(lifetime),
    }),
  });
  const { identity_token: value } = await answer.json();
  return { status: answer.status, body: { value } };
});
report({ url: `${base}/token?api-version=2.0`, bearer: BEARER });
