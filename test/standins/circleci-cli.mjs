// The program `circleci` of a job, as far as `run oidc get`.
// Usage: node circleci-cli.mjs HOW-IT-BEHAVES run oidc get --claims '{"aud":"…"}'
// https://circleci.com/docs/guides/permissions-authentication/oidc-tokens-with-custom-claims/
import { parseArgs } from 'node:util';
import { mint } from './issuer.mjs';

const [behaviour, ...words] = process.argv.slice(2);
const { positionals, values } = parseArgs({
  args: words,
  allowPositionals: true,
  options: { claims: { type: 'string' } },
});

const BEHAVIOURS = {
  'is-the-local-one': () => fail('Error: unknown command "oidc" for "circleci run"'),
  fails: () => fail(`no token: ${process.env.CIRCLE_OIDC_TOKEN}`),
  'prints-nothing': () => {},
  hangs: () => setInterval(() => {}, 1000),
  'mints-for-another': () => printToken('somebody-else'),
};
if (positionals.join(' ') !== 'run oidc get') fail(`what is ${positionals}?`);
else await (BEHAVIOURS[behaviour] ?? (() => printToken(JSON.parse(values.claims).aud)))();

async function printToken(audience) {
  const iss = 'https://oidc.circleci.com/org/5a5db0c5-0000-4000-8000-0000000000c1';
  process.stdout.write(`${await mint({ audience, lifetime: 3600, iss, sub: 'org/acme' })}\n`);
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
