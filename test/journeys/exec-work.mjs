// Calls with both official SDKs, each one client for its whole life: node exec-work.mjs SECONDS
import Sdk0 from 'anthropic-sdk-0';
import Sdk1 from 'anthropic-sdk-1';

const clients = [new Sdk1({ maxRetries: 0 }), new Sdk0({ maxRetries: 0 })];
const until = Date.now() + Number(process.argv[2]) * 1000;
let calls = 0;
while (Date.now() < until) {
  for (const client of clients) {
    await client.messages.create({
      model: 'claude-sonnet-4-5',
      max_tokens: 16,
      messages: [{ role: 'user', content: 'hello' }],
    });
    calls += 1;
  }
  await new Promise((resolve) => setTimeout(resolve, 1000));
}
process.stdout.write(`${calls}`);
