import { loadRun } from './commands/runs.js';
import { ownWords } from './grammar/pass-through.js';
import { type Asked, readPlain } from './grammar/plain.js';
import { COMMANDS, GROUPS } from './grammar/table.js';
import type { Host } from './host.js';
import { fail, perform } from './perform.js';

/** Runs one command line, given as the words after `ant`, and returns the exit code. Never throws. */
export async function main(args: readonly string[], host: Host): Promise<number> {
  try {
    const asked = readPlain(COMMANDS, args) ?? (await parsed(args, host));
    if (asked === undefined) return 0;
    const { spec, input } = asked;
    const run = await loadRun(spec);
    // The input was made from the same spec that types the command's `run`.
    return await perform(host, input, (adapted) => run(adapted, input as never));
  } catch (error) {
    return fail(error, { json: asksFor('--json', args), debug: asksFor('--debug', args) }, host);
  }
}

/** Whether a flag of ours stands among the words, even if they cannot be parsed. */
export function asksFor(flag: '--json' | '--debug', args: readonly string[]): boolean {
  return ownWords(COMMANDS, args).includes(flag);
}

/** `undefined` for a question that the parser itself answers. */
async function parsed(args: readonly string[], host: Host): Promise<Asked | undefined> {
  const { parse } = await import('./parser.js');
  const grammar = { commands: COMMANDS, groups: GROUPS, version: host.version };
  const typed = parse(grammar, args);
  if (typed.kind === 'run') return typed;
  host.terminal.out(typed.text);
  return undefined;
}
