import type { Answer } from './commands/command.js';
import { loadRun } from './commands/runs.js';
import { AntError, EXIT_CODES } from './errors.js';
import { ownWords } from './grammar/pass-through.js';
import type { GlobalInput } from './grammar/spec.js';
import { COMMANDS, GROUPS } from './grammar/table.js';
import type { Host } from './host.js';
import { type Failure, failureValue, renderFailure, renderStack } from './output/error.js';
import { renderJson, renderJsonLine } from './output/json.js';
import { parse } from './parser.js';

/** Runs one command line, given as the words after `ant`, and returns the exit code. Never throws. */
export async function main(args: readonly string[], host: Host): Promise<number> {
  try {
    const grammar = { commands: COMMANDS, groups: GROUPS, version: host.version };
    const typed = parse(grammar, args);
    if (typed.kind === 'text') {
      host.terminal.out(typed.text);
      return 0;
    }
    const run = await loadRun(typed.spec);
    // The parser made the input from the same spec that types the command's `run`.
    const answer = await run(adapt(host, typed.input), typed.input as never);
    host.terminal.out(render(answer, typed.input));
    return answer.exitCode ?? 0;
  } catch (error) {
    return fail(error, args, host);
  }
}

/** Whether a flag of ours stands among the words, even if they cannot be parsed. */
export function asksFor(flag: '--json' | '--debug', args: readonly string[]): boolean {
  return ownWords(COMMANDS, args).includes(flag);
}

/** The machine as the global flags want it. */
function adapt(host: Host, input: GlobalInput): Host {
  const { terminal } = host;
  return changed(host, {
    terminal: changed(terminal, {
      get interactive() {
        return terminal.interactive && input['no-input'] !== true;
      },
      get color() {
        return terminal.color && input['no-color'] !== true;
      },
      ...(input.quiet && { say: () => undefined }),
    }),
  });
}

/** A copy in which getters stay getters: to measure a terminal nobody asks about costs start-up time. */
function changed<Whole extends object>(whole: Whole, part: Partial<Whole>): Whole {
  const { getOwnPropertyDescriptors: descriptors } = Object;
  return Object.create(Object.prototype, { ...descriptors(whole), ...descriptors(part) });
}

function render({ value, text }: Answer, { json }: GlobalInput): string {
  if (json !== true) return text();
  return value === undefined ? '' : renderJson(value);
}

/** Says what went wrong. Even words that could not be parsed may have asked for JSON. */
function fail(error: unknown, args: readonly string[], { terminal, interrupt }: Host): number {
  const failure = failureOf(error, interrupt);
  const lines = asksFor('--json', args)
    ? [renderJsonLine(failureValue(failure))]
    : renderFailure(failure);
  const stack = asksFor('--debug', args) ? renderStack(error) : [];
  for (const line of [...lines, ...stack]) terminal.say(line);
  if (failure.code === 'unexpected') return 1;
  return failure.code === 'interrupted' ? signalCode(interrupt) : EXIT_CODES[failure.code];
}

/** After a signal whatever broke, broke because of it. */
function failureOf(error: unknown, interrupt: AbortSignal): Failure {
  const own = error instanceof AntError ? error : undefined;
  if (interrupt.aborted && own?.code !== 'interrupted') {
    return new AntError('interrupted', 'interrupted');
  }
  if (own !== undefined) return own;
  const what = error instanceof Error ? error.message : String(error);
  return {
    code: 'unexpected',
    message: `unexpected: ${what}`,
    hint: 'this is a fault of ant itself; run it again with --debug to see where',
    requestId: undefined,
  };
}

/** As a shell sees it: 128 and the signal's number. */
function signalCode({ reason }: AbortSignal): number {
  if (reason === 'SIGTERM') return 143;
  return reason === 'SIGHUP' ? 129 : EXIT_CODES.interrupted;
}
