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

function firstForeign(commands: readonly Spec[], words: readonly string[]): number | undefined {
  const path: string[] = [];
  let index = 0;
  while (index < words.length && words[index] !== '--') {
    const word = words[index] ?? '';
    const spec = findCommand(commands, path)?.spec;
    const isFlag = word.startsWith('-');
    if (!isFlag && spec?.arguments[0]?.passThrough === true) return index;
    if (!isFlag) path.push(word);
    index += isFlag && takesNextWord(spec, word) ? 2 : 1;
  }
  return undefined;
}

function takesNextWord(spec: Spec | undefined, word: string): boolean {
  return flagsOf(spec).some((flag) => flag.kind !== 'switch' && word === `--${flag.name}`);
}
