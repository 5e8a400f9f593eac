import { VERSION } from '../grammar/version.js';
import { HELP } from './help.js';
import { tokenAnswer } from './token.js';
import { write } from './write.js';

/**
 * Where the program starts. What costs no more than starting Node is answered here; anything else, and
 * whatever goes wrong here, is the whole program's.
 */
async function run(args: readonly string[]): Promise<void> {
  const answer = await hotAnswer(args).catch(() => undefined);
  if (answer !== undefined && write(answer)) return end(0);
  if (args[0] === 'federation' && args[1] === 'exchange') {
    const { startExchange } = await import('../node/start-exchange.js');
    const exitCode = await startExchange(args, VERSION);
    if (exitCode !== undefined) return end(exitCode);
  }
  const { start } = await import('../node/start.js');
  await start(args, VERSION);
}

/**
 * Without Node's farewell, which costs a thirtieth of a bare start: nothing is left to be said or waited
 * for. No document promises this function, so where it is gone the process ends by itself.
 */
function end(exitCode: number): void {
  process.exitCode = exitCode;
  if ('reallyExit' in process && typeof process.reallyExit === 'function') {
    process.reallyExit(exitCode);
  }
}

async function hotAnswer(args: readonly string[]): Promise<string | undefined> {
  const [first = ''] = args;
  if (args.length === 1 && ['--version', '-V', 'version'].includes(first)) return `${VERSION}\n`;
  if (args.length === 1 && ['--help', '-h', 'help'].includes(first)) return HELP;
  if (first === '__complete') {
    const { completionsAnswer } = await import('./completions.js');
    return completionsAnswer(args.slice(1));
  }
  return tokenAnswer(args);
}

void run(process.argv.slice(2));
