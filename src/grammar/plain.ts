import { findCommand, flagsOf } from './find.js';
import type { Argument, Flag, GlobalInput, Spec } from './spec.js';
import { readChoice, readFlagValue } from './values.js';

/** What a command is given: `Input<S>` of its own spec, which only its own module can name. */
export type TypedInput = GlobalInput & Readonly<Record<string, unknown>>;

/** A command that was asked for. */
export type Asked = { readonly spec: Spec; readonly input: TypedInput };

/**
 * Reads a line that is typed as the help shows it: the command's words first, then `--flag`, `--flag VALUE` and
 * arguments. The parser would say the same, a third of a bare start later. `undefined` for whatever needs the parser's
 * judgement; never an error.
 */
export function readPlain(commands: readonly Spec[], words: readonly string[]): Asked | undefined {
  const found = findCommand(commands, words);
  if (found === undefined || found.spec.arguments.some(isForTheParser)) return undefined;
  const { spec, rest } = found;
  if (rest.some((word) => findCommand(commands, [...spec.path, word])?.spec !== spec)) {
    return undefined;
  }
  try {
    return readRest(spec, rest);
  } catch {
    return undefined;
  }
}

/** Words of another program, and help about anything, are the parser's. */
function isForTheParser({ passThrough, completes }: Argument): boolean {
  return passThrough === true || completes === 'command';
}

function readRest(spec: Spec, rest: readonly string[]): Asked | undefined {
  const flags = new Map(flagsOf(spec).map((flag) => [`--${flag.name}`, flag]));
  const input: Record<string, unknown> = {};
  const given: string[] = [];
  const words = [...rest];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const flag = flags.get(word);
    const value = flag && readValue(flag, words, input[flag.name]);
    if (flag === undefined) given.push(word);
    else if (value === undefined) return undefined;
    else input[flag.name] = value;
  }
  if (given.some(isFlagLike)) return undefined;
  const read = readArguments(spec, given);
  return read && { spec, input: { ...input, ...read } };
}

/** Takes the value from the words that follow; `undefined` when there is none, or one that looks like a flag. */
function readValue(flag: Flag, words: string[], before: unknown): unknown {
  if (flag.kind === 'switch') return true;
  const text = words.shift();
  if (text === undefined || isFlagLike(text)) return undefined;
  if (flag.kind === 'list') return [...(Array.isArray(before) ? before : []), text];
  return readFlagValue(flag, text);
}

function isFlagLike(word: string): boolean {
  return word.startsWith('-');
}

/** `undefined` when there are too few words or too many. */
function readArguments(
  { arguments: wanted }: Spec,
  given: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  const takesAll = wanted.at(-1)?.many === true;
  const required = wanted.filter((each) => each.required).length;
  if (given.length < required || (given.length > wanted.length && !takesAll)) return undefined;
  return Object.fromEntries(
    wanted.map((each, index) => {
      const isMany = each.many === true;
      const words = given.slice(index, isMany ? undefined : index + 1);
      const read = words.map((text) => checked(each, text));
      return [each.name, isMany ? read : read[0]];
    }),
  );
}

function checked({ name, choices = [] }: Argument, text: string): string {
  return choices.length === 0 ? text : readChoice(name, choices, text);
}
