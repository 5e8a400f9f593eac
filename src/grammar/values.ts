import { AntError } from '../errors.js';
import { printable } from '../printable.js';
import { readSeconds } from './seconds.js';
import type { Flag, SecondsFlag } from './spec.js';

/** The text after `--flag` as its value. An `AntError('usage')` says what the flag takes instead. */
export function readFlagValue(flag: Flag, text: string): string | number {
  if (flag.kind === 'choice') return readChoice(`--${flag.name}`, flag.choices, text);
  if (flag.kind === 'port') {
    const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    return port <= 65_535 ? port : refuse(`--${flag.name}`, 'a port number, 0 to 65535', text);
  }
  if (flag.kind === 'seconds') return readDuration(flag, text);
  // What a script's own unset variable leaves behind: no wish for what is used without the flag.
  if (text.trim() === '') {
    throw new AntError('usage', `--${flag.name} is empty`, {
      hint: 'give it a value, or leave it out',
    });
  }
  return text;
}

/** `text` when it is one of the choices, or an `AntError('usage')` that lists them and names those it resembles. */
export function readChoice(name: string, choices: readonly string[], text: string): string {
  if (choices.includes(text)) return text;
  const takes = choices.length === 1 ? choices.join() : `one of ${choices.join(', ')}`;
  const meant = choices.filter((choice) => resembles(choice, text));
  throw new AntError('usage', misfit(name, takes, text), {
    hint: meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : undefined,
  });
}

/** One is part of the other, whatever the case and the dashes. */
function resembles(choice: string, text: string): boolean {
  const [one, other] = [choice, text].map((word) =>
    word.toLowerCase().replaceAll(/[^a-z0-9]/g, ''),
  );
  if (one === undefined || other === undefined || other.length < 2) return false;
  return one.includes(other) || other.includes(one);
}

function readDuration({ name, between }: SecondsFlag, text: string): number {
  const [least, most] = between ?? ['0', text];
  const seconds = readSeconds(text) ?? Number.NaN;
  const fits = seconds >= (readSeconds(least) ?? 0) && seconds <= (readSeconds(most) ?? 0);
  const takes = between ? `from ${least} to ${most}` : 'such as 90s, 5m or 2h';
  return fits ? seconds : refuse(`--${name}`, `a duration ${takes}`, text);
}

function refuse(name: string, takes: string, text: string): never {
  throw new AntError('usage', misfit(name, takes, text));
}

function misfit(name: string, takes: string, text: string): string {
  return `${name} takes ${takes}, not "${printable(text, 60)}"`;
}
