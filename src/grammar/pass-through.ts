import { findCommand, flagsOf } from './find.js';
import type { Spec } from './spec.js';

/**
 * Puts `--` before the first word that belongs to another program, as in `ant exec npm --version`, so
 * that no flag after it is taken for ours. Where it stands already, or no program is run, nothing changes.
 */
export function separated(commands: readonly Spec[], words: readonly string[]): readonly string[] {
  const start = firstForeign(commands, words);
  return start === undefined ? words : [...words.slice(0, start), '--', ...words.slice(start)];
}

/** The words that are ours: none of the program's that `ant exec` runs, whatever flags it is given. */
export function ownWords(commands: readonly Spec[], words: readonly string[]): readonly string[] {
  const whole = separated(commands, words);
  const end = whole.indexOf('--');
  return end === -1 ? whole : whole.slice(0, end);
}

function firstForeign(commands: readonly Spec[], words: readonly string[]): number | undefined {
  const path: string[] = [];
  let index = 0;
  while (index < words.length) {
    const word = words[index] ?? '';
    const spec = findCommand(commands, path)?.spec;
    if (!word.startsWith('-')) {
      if (spec?.arguments[0]?.passThrough) return index;
      path.push(word);
    }
    index += wordsToSkip(spec, word);
  }
  return undefined;
}

/** This word, a flag's value with it, and after `--` all there are. */
function wordsToSkip(spec: Spec | undefined, word: string): number {
  if (word === '--') return Number.POSITIVE_INFINITY;
  const takesNext = flagsOf(spec).some(
    (flag) => flag.kind !== 'switch' && word === `--${flag.name}`,
  );
  return takesNext ? 2 : 1;
}
