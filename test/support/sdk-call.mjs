// One call with the official SDK, unchanged, as a program of its own: node sdk-call.mjs anthropic-sdk-1
const { default: Anthropic } = await import(process.argv[2]);
const client = new Anthropic({ maxRetries: 0 });
const message = await client.messages.create({
  model: 'claude-sonnet-4-5',
  max_tokens: 16,
  messages: [{ role: 'user', content: 'hello' }],
});
process.stdout.write(JSON.stringify(message));
