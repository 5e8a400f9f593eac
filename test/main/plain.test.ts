import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flagsOf } from '../../src/grammar/find.js';
import { readPlain } from '../../src/grammar/plain.js';
import type { Argument, Flag, Spec } from '../../src/grammar/spec.js';
import { COMMANDS, GROUPS } from '../../src/grammar/table.js';
import { parse } from '../../src/parser.js';

const commands: readonly Spec[] = COMMANDS;

/** What the parser makes of it: the input, or nothing when it refuses or answers by itself. */
function parsed(words: readonly string[]): unknown {
  try {
    const typed = parse({ commands, groups: GROUPS, version: '1.2.3' }, words);
    return typed.kind === 'run' ? { path: typed.spec.path, input: typed.input } : undefined;
  } catch {
    return undefined;
  }
}

function plain(words: readonly string[]): unknown {
  const asked = readPlain(commands, words);
  return asked && { path: asked.spec.path, input: asked.input };
}

const odd = fc.constantFrom('', '-', '--', 'x', '-x', '--nonsense', '--help', '-V', 'a=b', '=');

function valueFor(flag: Flag): fc.Arbitrary<string> {
  if (flag.kind === 'choice') return fc.constantFrom(...flag.choices);
  if (flag.kind === 'seconds') return fc.constantFrom('90', '5m', '2h');
  return flag.kind === 'port' ? fc.constantFrom('0', '8421') : fc.string({ minLength: 1 });
}

function wordsFor(flag: Flag): fc.Arbitrary<readonly string[]> {
  const name = `--${flag.name}`;
  if (flag.kind === 'switch') return fc.constant([name]);
  const value = fc.oneof({ weight: 9, arbitrary: valueFor(flag) }, odd);
  return fc.oneof(
    { weight: 5, arbitrary: value.map((text) => [name, text]) },
    value.map((text) => [`${name}=${text}`]),
    fc.constant([name]),
  );
}

function wordFor({ choices = [] }: Argument): fc.Arbitrary<readonly string[]> {
  const likely = choices.length > 0 ? fc.constantFrom(...choices) : fc.string({ minLength: 1 });
  return fc.oneof({ weight: 9, arbitrary: likely }, odd).map((word) => [word]);
}

const lines: fc.Arbitrary<readonly string[]> = fc.constantFrom(...commands).chain((spec) => {
  const flag = fc.constantFrom(...flagsOf(spec)).chain(wordsFor);
  const words =
    spec.arguments.length === 0
      ? odd.map((word) => [word])
      : fc.oneof(...spec.arguments.map(wordFor));
  const rest = fc.array(fc.oneof({ weight: 3, arbitrary: flag }, words), { maxLength: 5 });
  return rest.map((pieces) => [...spec.path, ...pieces.flat()]);
});

describe('a plain line is read without the parser', () => {
  it('and never otherwise than the parser reads it', () => {
    fc.assert(
      fc.property(lines, (words) => {
        const found = plain(words);
        if (found !== undefined) expect(found).toEqual(parsed(words));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(commands.filter((spec) => spec.path.join(' ') !== 'help' && spec.path[0] !== 'exec'))(
    'ant $path',
    (spec) => {
      const needed = spec.arguments.flatMap((each) =>
        each.required ? [each.choices?.[0] ?? 'one'] : [],
      );
      const words = [...spec.path, ...needed, '--json', '--config-dir', 'here'];
      expect(plain(words)).toBeDefined();
      expect(plain(words)).toEqual(parsed(words));
    },
  );

  it.each([
    ['a flag nobody knows', 'profile list --nonsense'],
    ['a flag without its value', 'profile list --config-dir'],
    ['a flag with an empty value', 'profile list --config-dir '],
    ['a flag with a blank value', 'profile list --config-dir \t'],
    ['a value that looks like a flag', 'profile list --config-dir --json'],
    ['a value that looks like a flag, and another one', 'sandbox env --shell - --shell sh'],
    ['a value the flag does not take', 'auth login --callback-port high'],
    ['a question for help', 'profile list --help'],
    ['a word too many', 'profile list again'],
    ['a word too few', 'profile copy'],
    ['flags before the command', '--json profile list'],
    ['another program’s words', 'exec node --version'],
    ['no command', 'profile'],
  ])('%s is left to it', (_, line) => {
    expect(plain(line.split(' '))).toBeUndefined();
  });
});
