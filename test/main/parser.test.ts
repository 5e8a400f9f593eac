import { describe, expect, it } from 'vitest';
import { AntError } from '../../src/errors.js';
import { GLOBAL_FLAGS } from '../../src/grammar/globals.js';
import type { Spec } from '../../src/grammar/spec.js';
import { COMMANDS, GROUPS } from '../../src/grammar/table.js';
import { parse } from '../../src/parser.js';
import { LITTLE } from './little-grammar.js';

function typed(line: string) {
  return parse(LITTLE, line === '' ? [] : line.split(' '));
}

function inputOf(line: string): unknown {
  const read = typed(line);
  return read.kind === 'run' ? read.input : read.text;
}

function textOf(line: string): string {
  const read = typed(line);
  if (read.kind !== 'text') throw new Error(`"${line}" runs a command`);
  return read.text;
}

function refusal(line: string): { message: string; hint: string | undefined; code: string } {
  try {
    typed(line);
  } catch (error) {
    if (error instanceof AntError) return error;
    throw error;
  }
  throw new Error(`"${line}" was understood`);
}

describe('what was typed becomes the input of a command', () => {
  it.each([
    ['boat sail cork', { to: 'cork', crew: [] }],
    ['boat sail cork ann bob', { to: 'cork', crew: ['ann', 'bob'] }],
    ['boat sail cork --no-anchor', { to: 'cork', crew: [], 'no-anchor': true }],
    ['boat sail cork --for 90', { to: 'cork', crew: [], for: 90 }],
    ['boat sail cork --for 90s', { to: 'cork', crew: [], for: 90 }],
    ['boat sail cork --for=5m', { to: 'cork', crew: [], for: 300 }],
    ['boat sail cork --for 2h', { to: 'cork', crew: [], for: 7200 }],
    ['boat sail cork --port 0', { to: 'cork', crew: [], port: 0 }],
    ['boat sail cork --port 65535', { to: 'cork', crew: [], port: 65_535 }],
    ['boat sail cork --flag a=1 --flag b=2', { to: 'cork', crew: [], flag: ['a=1', 'b=2'] }],
    ['boat sail cork --rig ketch', { to: 'cork', crew: [], rig: 'ketch' }],
    ['boat sail cork --chart -', { to: 'cork', crew: [], chart: '-' }],
    ['boat sail cork -- --chart', { to: 'cork', crew: ['--chart'] }],
    ['boat sink', {}],
  ])('%s', (line, input) => {
    expect(inputOf(line)).toEqual(input);
  });

  it.each([
    ['--profile work boat sink'],
    ['boat --profile work sink'],
    ['boat sink --profile work'],
    ['boat sink --profile=work'],
  ])('a global flag may come anywhere: %s', (line) => {
    expect(inputOf(line)).toEqual({ profile: 'work' });
  });

  it('a global switch called --no-… is a switch like any other', () => {
    expect(inputOf('boat sink --no-input --no-color --json')).toEqual({
      'no-input': true,
      'no-color': true,
      json: true,
    });
  });
});

describe('words that make no sense are refused, and the nearest ones that do are suggested', () => {
  it.each([
    ['baot sink', 'unknown command "baot"', 'did you mean ant boat?'],
    ['boat sikn', 'unknown command "sikn"', 'did you mean ant boat sink?'],
    ['--json boat sikn', 'unknown command "sikn"', 'did you mean ant boat sink?'],
    ['sink', 'unknown command "sink"', 'did you mean ant boat sink?'],
    ['boat sikn --help', 'unknown command "sikn"', 'did you mean ant boat sink?'],
    ['help boat sikn', 'unknown command "sikn"', 'did you mean ant boat sink?'],
    ['boat xyzzy', 'unknown command "xyzzy"', 'see: ant boat --help'],
    ['boat sail cork --charf x', 'unknown option "--charf"', 'did you mean --chart?'],
    ['boat sink --profle x', 'unknown option "--profle"', 'did you mean --profile?'],
    ['--profle x boat sink', 'unknown option "--profle"', 'did you mean --profile?'],
    ['boat sink --xyzzy', 'unknown option "--xyzzy"', 'see: ant boat sink --help'],
    ['boat sink deep', 'unexpected argument "deep"', 'see: ant boat sink --help'],
    ['boat sink deep in', 'unexpected argument "deep"', 'see: ant boat sink --help'],
    ['boat sink a\u001b[2Jb', 'unexpected argument "a?[2Jb"', 'see: ant boat sink --help'],
    ['boat sail', 'missing required argument "to"', 'see: ant boat sail --help'],
    ['boat sail cork --chart', '--chart needs a value: FILE', 'see: ant boat sail --help'],
    ['boat sail oslo', 'to takes one of brest, cork, not "oslo"', undefined],
    ['boat sail cork --port 65536', expect.stringContaining('0 to 65535, not "65536"'), undefined],
    ['boat sail cork --port 1e3', expect.stringContaining('not "1e3"'), undefined],
    ['boat sail cork --for 5d', expect.stringContaining('90s, 5m or 2h, not "5d"'), undefined],
    ['boat sail cork --for -5', expect.stringContaining('not "-5"'), undefined],
    ['boat sail cork --rig brig', '--rig takes one of sloop, ketch, not "brig"', undefined],
  ])('%s', (line, message, hint) => {
    expect(refusal(line)).toMatchObject({ code: 'usage', message, hint });
  });
});

describe('help', () => {
  it('with no words at all lists the commands and the groups', () => {
    expect(textOf('')).toMatch(/^Usage: ant/);
    expect(textOf('')).toContain('things that float (sail, sink)');
    expect(textOf('--help')).toBe(textOf(''));
    expect(textOf('help')).toBe(textOf(''));
  });

  it('for a group lists its commands', () => {
    expect(textOf('boat')).toMatch(/sail +put to sea/);
  });

  it.each([['boat sail --help'], ['boat sail -h'], ['help boat sail']])(
    'is the same however it is asked for: %s',
    (line) => {
      expect(textOf(line)).toBe(textOf('boat sail --help'));
    },
  );

  it('of a command says everything its data says', () => {
    const text = textOf('boat sail --help');
    expect(text).toContain('Put to sea.\n\nLeaves the harbour under full sail.\n');
    expect(text).toContain('\n  by day      ant boat sail --for 5m\n');
    expect(text).toContain('--rig <sloop|ketch>');
    expect(text).toContain('the harbour: brest, cork');
    expect(text).toContain('Environment:\n  SEA_CHART stands in for --chart\n');
    expect(text).toContain('Examples:\n  # off to Cork\n  ant boat sail cork\n');
    expect(text).toMatch(/Global Options:\n +--profile <NAME>/);
  });

  it('is a command of its own for a topic', () => {
    expect(typed('help exit-codes')).toMatchObject({
      kind: 'run',
      input: { topic: ['exit-codes'] },
    });
  });

  it('gives the version, whatever else was typed', () => {
    expect([textOf('--version'), textOf('-V'), textOf('boat sink --version')]).toEqual([
      '1.2.3\n',
      '1.2.3\n',
      '1.2.3\n',
    ]);
  });
});

describe('a flag whose value is blank, as a script’s own unset variable leaves it', () => {
  const commands: readonly Spec[] = COMMANDS;
  const texts = commands
    .filter(({ path }) => path[0] !== 'help')
    .flatMap(({ path, flags }) =>
      [...flags, ...GLOBAL_FLAGS]
        .filter(({ kind }) => kind === 'text')
        .map(({ name }) => ({ path, flag: `--${name}` })),
    );

  it('is refused by name, whatever the command', () => {
    expect(texts.length).toBeGreaterThan(100);
    const grammar = { commands, groups: GROUPS, version: '1.2.3' };
    for (const { path, flag } of texts) {
      for (const words of [[flag, ''], [flag, ' \t'], [`${flag}=`]]) {
        const line = [...path, ...words];
        expect(() => parse(grammar, line), line.join(' ')).toThrow(
          expect.objectContaining({ code: 'usage', message: `${flag} is empty` }),
        );
      }
    }
  });
});
