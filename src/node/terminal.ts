import { isatty } from 'node:tty';
import type { Env, Screen, Terminal } from '../host.js';
import { lineReader, readAll } from './input.js';
import { out, say } from './output.js';

/**
 * Standard input, output and error, and whether a person is at the other end of them. That is found out when it is
 * asked: it takes a tenth of a bare start to load what tells.
 */
export function realTerminal(env: Env, interrupt: AbortSignal): Terminal {
  const isInteractive = () => isatty(0) && isatty(2) && mayAsk(env);
  return {
    out,
    say,
    get interactive() {
      return isInteractive();
    },
    get color() {
      return wantsColor(env, isatty(1));
    },
    get columns() {
      return columns();
    },
    readAll: (maxBytes) => readAll(maxBytes, interrupt),
    readLine: lineReader(),
    get screen() {
      return isInteractive() ? screen : undefined;
    },
  };
}

/** For a pipe, and for a terminal that was never told its size and says 0. */
const USUAL_COLUMNS = 80;

/** Touches a stream only where there is a terminal: opening a pipe would make it non-blocking. */
function columns(): number {
  if (isatty(2)) return process.stderr.columns || USUAL_COLUMNS;
  return (isatty(1) && process.stdout.columns) || USUAL_COLUMNS;
}

/** Streams that are opened when they are drawn on. */
const screen: Screen = {
  get input() {
    return process.stdin;
  },
  get output() {
    return process.stderr;
  },
};

/** Whether the environment leaves room for questions: not in CI, not in a terminal without a cursor. */
export function mayAsk(env: Env): boolean {
  const ci = env.CI ?? '';
  return env.TERM !== 'dumb' && (ci === '' || ci === '0' || ci === 'false');
}

/** Colour on stdout: NO_COLOR says no, FORCE_COLOR says yes, and else it takes a terminal. */
export function wantsColor(env: Env, terminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return terminal && env.TERM !== 'dumb';
}
