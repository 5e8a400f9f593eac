// The official Claude Agent SDK, unchanged, says hi: node agent-sdk.mjs PACKAGE-DIRECTORY
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { query } = await import(pathToFileURL(join(process.argv[2], 'sdk.mjs')));

try {
  for await (const message of query({ prompt: 'hi' })) {
    if (message.type === 'result') process.stdout.write(`${message.result ?? message.subtype}\n`);
  }
} catch (error) {
  process.stdout.write(`${error.message}\n`);
}
