// The program `buildkite-agent`, as far as `oidc request-token`: it asks the Agent API that its variables name.
// Usage: node buildkite-agent.mjs HOW-IT-BEHAVES oidc request-token --audience …
import { parseArgs } from 'node:util';

const [behaviour, ...words] = process.argv.slice(2);
const { positionals, values } = parseArgs({
  args: words,
  allowPositionals: true,
  options: { audience: { type: 'string' }, lifetime: { type: 'string' } },
});
if (positionals.join(' ') !== 'oidc request-token') throw new Error(`what is ${positionals}?`);
if (behaviour === 'hangs') setInterval(() => {}, 1000);
else await requestToken();

async function requestToken() {
  const { BUILDKITE_AGENT_ENDPOINT: api, BUILDKITE_JOB_ID: job } = process.env;
  const url = `${api}/jobs/${job}/oidc/tokens`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Token ${process.env.BUILDKITE_AGENT_ACCESS_TOKEN}` },
    body: JSON.stringify({
      audience: values.audience,
      ...(values.lifetime && { lifetime: Number(values.lifetime) }),
    }),
  });
  const said = await response.json();
  if (!response.ok) return fatal(`POST ${url}: ${response.status} ${said.message}`);
  if (behaviour === 'no-job-api') {
    return fatal('automatic OIDC token redaction requires the Job API, but it is unavailable');
  }
  process.stdout.write(
    behaviour === 'talks' ? `here you are:\n${said.token}\n` : `${said.token}\n`,
  );
}

function fatal(because) {
  process.stderr.write(`fatal: could not obtain OIDC token for audience x: ${because}\n`);
  process.exitCode = 1;
}
