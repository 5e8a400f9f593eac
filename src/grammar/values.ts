import { AntError } from '../errors.js';
import { printable } from '../printable.js';
import { readSeconds } from './seconds.js';
import type { Flag } from './spec.js';

/** The text after `--flag` as its value. An `AntError('usage')` says what the flag takes instead. */
export function readFlagValue(flag: Flag, text: string): string | number {
  if (flag.kind === 'choice') return readChoice(`--${flag.name}`, flag.choices, text);
  if (flag.kind === 'port') {
    const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    return port <= 65_535 ? port : refuse(`--${flag.name}`, 'a port number, 0 to 65535', text);
  }
  if (flag.kind === 'seconds') {
    return readSeconds(text) ?? refuse(`--${flag.name}`, 'a duration such as 90s, 5m or 2h', text);
  }
  // What a script's own unset variable leaves behind: no wish for what is used without the flag.
  if (text.trim() === '') throw new AntError('usage', `--${flag.name} is empty`);
  return text;
}

/** `text` when it is one of the choices, or an `AntError('usage')` that lists them. */
export function readChoice(name: string, choices: readonly string[], text: string): string {
  return choices.includes(text) ? text : refuse(name, `one of ${choices.join(', ')}`, text);
}

function refuse(name: string, takes: string, text: string): never {
  throw new AntError('usage', `${name} takes ${takes}, not "${printable(text, 60)}"`);
}
