import { asksFor, main } from '../main.js';
import { realHost } from './host.js';
import { say } from './output.js';

/** Runs the whole program on this machine, and ends the process with its exit code. */
export async function start(args: readonly string[], version: string): Promise<void> {
  const host = realHost({
    version,
    ...(asksFor('--debug', args) && { trace: (line: string) => say(`ant: debug: ${line}`) }),
  });
  process.exit(await main(args, host));
}
