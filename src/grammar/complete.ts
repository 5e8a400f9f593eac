import { findCommand, flagsOf } from './find.js';
import { ANSWERED_FLAGS } from './globals.js';
import type { Argument, Flag, Spec } from './spec.js';
import { TOPICS } from './topics.js';

type Candidate = { readonly value: string; readonly summary: string };

/** What Tab may put in place of the last word. `from`: names that are not in the grammar. */
export type Completion = {
  readonly candidates: readonly Candidate[];
  readonly from?: 'profile' | 'file' | 'directory';
};

/** The commands and the first words of two-word ones. */
export type Vocabulary = {
  readonly commands: readonly Spec[];
  readonly groups: Readonly<Record<string, string>>;
};

const NOTHING: Completion = { candidates: [] };

/**
 * What can follow: `words` are those typed after `ant`, the last one being typed right now (empty at a
 * fresh start). Everything fitting its place is offered that begins with what is typed.
 */
export function complete(vocabulary: Vocabulary, words: readonly string[]): Completion {
  // Older PowerShell drops an empty argument, so its script sends a pair of quotes.
  const current = words.at(-1) === '""' ? '' : (words.at(-1) ?? '');
  const { path, pending, spec } = readTyped(vocabulary.commands, words.slice(0, -1));
  const fitting = (completion: Completion): Completion => ({
    ...completion,
    candidates: completion.candidates.filter(({ value }) => value.startsWith(current)),
  });
  if (pending !== undefined) return fitting(valuesOf(pending));
  if (current.startsWith('-')) return fitting({ candidates: flagNames(spec) });
  if (spec === undefined) return fitting({ candidates: nextWords(vocabulary, path) });
  const rest = path.slice(spec.path.length);
  const argument = spec.arguments[rest.length] ?? spec.arguments.find(({ many }) => many === true);
  if (argument === undefined) return fitting({ candidates: flagNames(spec) });
  if (argument.completes === 'command') return fitting(subjects(vocabulary, rest));
  return fitting(valuesOf(argument));
}

/** The lines that the shells' scripts read: `value<TAB>summary`, or `:file`, or `:directory`. */
export function renderCompletion({ candidates, from }: Completion): string {
  const lines = candidates.map(({ value, summary }) => `${value}\t${summary}\n`);
  return lines.join('') + (from === 'file' || from === 'directory' ? `:${from}\n` : '');
}

type Typed = {
  /** Words that are neither flags nor their values. */
  readonly path: readonly string[];
  /** The flag whose value comes next. */
  readonly pending: Flag | undefined;
  readonly spec: Spec | undefined;
};

function readTyped(commands: readonly Spec[], words: readonly string[]): Typed {
  const path: string[] = [];
  let pending: Flag | undefined;
  for (const word of words) {
    const spec = findCommand(commands, path)?.spec;
    if (pending !== undefined) pending = undefined;
    else if (word.startsWith('-')) pending = flagsOf(spec).find((flag) => wantsValue(flag, word));
    else path.push(word);
  }
  return { path, pending, spec: findCommand(commands, path)?.spec };
}

function wantsValue(flag: Flag, word: string): boolean {
  return flag.kind !== 'switch' && word === `--${flag.name}`;
}

function valuesOf(place: Flag | Argument): Completion {
  if ('choices' in place && place.choices !== undefined) {
    return { candidates: place.choices.map((value) => ({ value, summary: '' })) };
  }
  if ('suggests' in place && place.suggests !== undefined) {
    return { candidates: place.suggests.map((value) => ({ value, summary: '' })) };
  }
  const from = 'completes' in place ? place.completes : undefined;
  return from === 'profile' || from === 'file' || from === 'directory'
    ? { candidates: [], from }
    : NOTHING;
}

function flagNames(spec: Spec | undefined): readonly Candidate[] {
  const answered = Object.entries(ANSWERED_FLAGS).map(([name, { summary }]) => ({ name, summary }));
  return [...flagsOf(spec), ...answered].map(({ name, summary }) => ({
    value: `--${name}`,
    summary,
  }));
}

/** The words that can come after these, each once. */
function nextWords(
  { commands, groups }: Vocabulary,
  path: readonly string[],
): readonly Candidate[] {
  const found = new Map<string, string>();
  for (const spec of commands) {
    const word = spec.path[path.length];
    if (word === undefined || !path.every((typed, index) => typed === spec.path[index])) continue;
    found.set(word, spec.path.length === path.length + 1 ? spec.summary : (groups[word] ?? ''));
  }
  return [...found].map(([value, summary]) => ({ value, summary }));
}

/** What `ant help` explains: commands, and at first also topics. */
function subjects(vocabulary: Vocabulary, words: readonly string[]): Completion {
  const topics = [...TOPICS].map(([value, { summary }]) => ({ value, summary }));
  return { candidates: [...nextWords(vocabulary, words), ...(words.length === 0 ? topics : [])] };
}
