// A program of somebody's own that prints an identity token.
// Usage: node token-command.mjs HOW-IT-BEHAVES AUDIENCE [SUBJECT ISSUER]
import { mint } from './issuer.mjs';

const [behaviour, audience, sub = 'own-program', iss] = process.argv.slice(2);
const token = await mint({ audience, sub, ...(iss && { iss }) });

const WAYS = {
  plain: () => process.stdout.write(token),
  line: () => process.stdout.write(`${token}\r\n`),
  two: () => process.stdout.write(`${token}\n${token}\n`),
  json: () => process.stdout.write(JSON.stringify({ token })),
  silent: () => undefined,
  noisy: () => process.stderr.write(`debug: ${token}\n`) && process.stdout.write(`${token}\n`),
  fails: () => {
    process.stderr.write(`cannot sign ${token}\n`);
    process.exitCode = 3;
  },
  hangs: () => setInterval(() => undefined, 1000),
  endless: function more(error) {
    if (!error) process.stdout.write('x'.repeat(65_536), more);
  },
};
WAYS[behaviour]();
