import { VERSION } from '../grammar/version.js';
import { end } from './end.js';
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
  const { start } = await import('../node/start.js');
  await start(args, VERSION);
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
