import { GLOBAL_FLAGS } from './globals.js';
import type { Flag, Spec } from './spec.js';

/** The command that these words begin with, the longest one, and the words after it. */
export function findCommand(
  commands: readonly Spec[],
  words: readonly string[],
): { readonly spec: Spec; readonly rest: readonly string[] } | undefined {
  const [spec] = commands
    .filter(({ path }) => path.every((word, index) => word === words[index]))
    .sort((one, other) => other.path.length - one.path.length);
  return spec === undefined ? undefined : { spec, rest: words.slice(spec.path.length) };
}

/** Every flag that may be typed after this command; only the global ones when there is none. */
export function flagsOf(spec: Spec | undefined): readonly Flag[] {
  return [...(spec?.flags ?? []), ...GLOBAL_FLAGS];
}

/** What stands for a flag's value in `--help`, as in `PORT`; `undefined` for a switch. */
export function placeholderOf(flag: Flag): string | undefined {
  if (flag.kind === 'switch') return undefined;
  return flag.kind === 'choice' ? (flag.takes ?? flag.choices.join('|')) : flag.takes;
}
