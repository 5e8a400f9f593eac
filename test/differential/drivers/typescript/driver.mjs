// The official TypeScript SDK, unchanged: node driver.mjs anthropic-sdk-1
import { createInterface } from 'node:readline';

const { default: Anthropic } = await import(process.argv[2]);

for await (const line of createInterface({ input: process.stdin })) {
  const { id, env } = JSON.parse(line);
  for (const name of Object.keys(process.env)) {
    if (/^(ANTHROPIC_|CLAUDE_|XDG_CONFIG_HOME$|HOME$)/.test(name)) delete process.env[name];
  }
  Object.assign(process.env, env);
  process.stdout.write(`${JSON.stringify({ id, ...(await call()) })}\n`);
}

async function call() {
  try {
    const client = new Anthropic({ maxRetries: 0, logLevel: 'off' });
    await client.models.list({ limit: 1 });
    return { ok: true };
  } catch (error) {
    const text = `${error.constructor.name}: ${error.message}`;
    return { ok: false, error: text.replace(/\s+/g, ' ').slice(0, 300) };
  }
}
