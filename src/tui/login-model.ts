import type { LoginEvent } from '../login/view.js';

/** What the screen of a login shows. */
export type LoginModel = {
  /** Lines that are printed once, above the moving part, and stay. */
  readonly above: readonly string[];
  /** Somebody waits for a paste. */
  readonly reading: boolean;
  /** What stands in the paste field. */
  readonly typed: string;
  /** Why the last paste was not the answer. */
  readonly complaint: string | undefined;
  /** Epoch seconds until which the browser may come back. */
  readonly until: number | undefined;
  /** Epoch seconds. */
  readonly now: number;
  readonly phase: 'waiting' | 'exchanging' | 'done';
};

export const START: LoginModel = {
  above: [],
  reading: false,
  typed: '',
  complaint: undefined,
  until: undefined,
  now: 0,
  phase: 'waiting',
};

/** The model after an event; `undefined` for one that only prints lines above. */
export function afterEvent(model: LoginModel, event: LoginEvent): LoginModel | undefined {
  switch (event.kind) {
    case 'waiting':
      return { ...model, until: event.until };
    case 'rejected-paste':
      return { ...model, complaint: event.because };
    case 'exchanging':
      return { ...model, phase: 'exchanging' };
    case 'done':
      return { ...model, phase: 'done' };
    case 'open':
    case 'forward':
    case 'manual':
    case 'note':
      return undefined;
  }
}

/** The part of ink's key that matters here. */
export type Key = Readonly<
  Record<'ctrl' | 'meta' | 'tab' | 'return' | 'backspace' | 'delete', boolean>
>;

/** What a key or a paste makes of the field. */
export type Typing = {
  readonly typed: string;
  /** Lines that are complete now. A paste comes at once, its line ends included. */
  readonly lines: readonly string[];
  readonly wants?: 'interrupt' | 'end';
};

export function afterKey(typed: string, input: string, key: Key): Typing {
  if (key.ctrl) return afterControl(typed, input);
  if (key.backspace || key.delete) return { typed: typed.slice(0, -1), lines: [] };
  if (key.meta || key.tab) return { typed, lines: [] };
  const pieces = `${typed}${key.return ? '\n' : input}`.split(/\r\n|\r|\n/);
  return { typed: pieces.at(-1) ?? '', lines: pieces.slice(0, -1) };
}

/** Ctrl-C, Ctrl-D and Ctrl-U mean what they mean on every terminal. */
function afterControl(typed: string, input: string): Typing {
  if (input === 'c') return { typed, lines: [], wants: 'interrupt' };
  if (input === 'd') return { typed, lines: [], wants: 'end' };
  return { typed: input === 'u' ? '' : typed, lines: [] };
}

/** Shows that something is there and not what: a code on the screen is a code in a recording. */
export function masked(typed: string): string {
  if (typed === '') return '';
  return `${'*'.repeat(Math.min(typed.length, 20))} (${typed.length} character${typed.length === 1 ? '' : 's'})`;
}

/** `4:58`; a deadline that has passed is `0:00`. */
export function countdown(until: number, now: number): string {
  const left = Math.max(0, until - now);
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}

/**
 * A URL that stands alone on its line is a link too (OSC 8). It stays one piece of text: the terminal
 * wraps it, we never do, so that it can be copied whole.
 */
export function linked(line: string): string {
  return /^https?:\/\/[\x21-\x7e]+$/.test(line)
    ? `\u001b]8;;${line}\u001b\\${line}\u001b]8;;\u001b\\`
    : line;
}
