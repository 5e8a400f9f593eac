import type { Answer } from './commands/command.js';
import { AntError, EXIT_CODES } from './errors.js';
import type { GlobalInput } from './grammar/spec.js';
import type { Host } from './host.js';
import { type Failure, failureValue, renderFailure, renderStack } from './output/error.js';
import { renderJson, renderJsonLine } from './output/json.js';

/** Prints what a command answers, as its global flags want it, and returns the exit code. */
export async function perform(
  host: Host,
  input: GlobalInput,
  run: (host: Host) => Promise<Answer>,
): Promise<number> {
  const answer = await run(adapt(host, input));
  host.terminal.out(render(answer, input));
  return answer.exitCode ?? 0;
}

/** The machine as the global flags want it. */
function adapt(host: Host, input: GlobalInput): Host {
  if (!(input['no-input'] || input['no-color'] || input.quiet)) return host;
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

/** Says what went wrong, and returns the exit code that says it too. */
export function fail(
  error: unknown,
  { json, debug }: { readonly json: boolean; readonly debug: boolean },
  { terminal, interrupt }: Host,
): number {
  const failure = failureOf(error, interrupt);
  const lines = json ? [renderJsonLine(failureValue(failure))] : renderFailure(failure);
  for (const line of [...lines, ...(debug ? renderStack(error) : [])]) terminal.say(line);
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
