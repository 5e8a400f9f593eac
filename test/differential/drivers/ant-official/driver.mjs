// The official CLI, one process a state: node driver.mjs /path/to/ant
import { execFile } from 'node:child_process';
import { createInterface } from 'node:readline';

const [program] = process.argv.slice(2);
// 1.20 takes the address of its calls from the flag alone.
const words = (env) => ['models', 'list', '--limit', '1', '--base-url', env.ANTHROPIC_BASE_URL];

for await (const line of createInterface({ input: process.stdin })) {
  const { id, env } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify({ id, ...(await call(env)) })}\n`);
}

function call(env) {
  return new Promise((resolve) => {
    const child = execFile(program, words(env), { env }, (error, _, said) => {
      if (error === null) resolve({ ok: true });
      else resolve({ ok: false, error: said.replace(/\s+/g, ' ').slice(-300) });
    });
    child.stdin.end();
  });
}
