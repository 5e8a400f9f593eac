import { VERSION } from '../grammar/version.js';
import { startExchange } from '../node/start-exchange.js';
import { end } from './end.js';

/** Where the program starts when the words are `federation exchange`, which a CI step waits for. */
async function run(args: readonly string[]): Promise<void> {
  const exitCode = await startExchange(args, VERSION);
  if (exitCode !== undefined) return end(exitCode);
  const { start } = await import('../node/start.js');
  await start(args, VERSION);
}

void run(process.argv.slice(2));
