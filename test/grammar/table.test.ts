import { describe, expect, it } from 'vitest';
import { GLOBAL_FLAGS } from '../../src/grammar/globals.js';
import type { Spec } from '../../src/grammar/spec.js';
import { COMMANDS, GROUPS } from '../../src/grammar/table.js';
import { parse } from '../../src/parser.js';

const commands: readonly Spec[] = COMMANDS;
const grammar = { commands, groups: GROUPS, version: '0.0.0' };

describe('the table of commands', () => {
  it('names every command once', () => {
    const names = commands.map(({ path }) => path.join(' '));
    expect(new Set(names).size).toBe(names.length);
  });

  it('begins with signing in and who one is, and lists no word that follows another one', () => {
    const typed = parse(grammar, ['--help']);
    const help = typed.kind === 'text' ? typed.text.replace(/\s+/g, ' ') : '';
    expect(help).toContain(
      '(login, logout, status, refresh, print-credentials, trust, store) whoami ',
    );
  });

  it('says of every first word of a two-word command what it is about, and of no other', () => {
    const used = commands.filter(({ path }) => path.length > 1).map(({ path }) => path[0]);
    expect(Object.keys(GROUPS).sort()).toEqual([...new Set(used)].sort());
  });

  it.each(commands.map((spec) => [spec.path.join(' '), spec] as const))(
    '%s: has one-line summaries without a full stop, and no flag twice or global',
    (_name, { summary, flags, arguments: words }) => {
      for (const { summary: line } of [{ summary }, ...flags, ...words]) {
        expect(line).toMatch(/^[^A-Z\n].*[^.\n]$/);
      }
      const names = [...GLOBAL_FLAGS, ...flags].map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    },
  );

  it.each(commands.map((spec) => [spec.path.join(' '), spec] as const))(
    '%s: only the last argument may be left out or take many words',
    (_name, { arguments: words }) => {
      expect(words.slice(0, -1).every(({ required, many }) => required && many !== true)).toBe(
        true,
      );
    },
  );

  it.each(commands.map((spec) => [spec.path.join(' '), spec] as const))(
    '%s: its help fits 80 columns, but for lines to be copied',
    (_name, { path, details = '', examples: shown }) => {
      const typed = parse(grammar, [...path, '--help']);
      const copied = [...details.split('\n'), ...shown.map(({ command }) => `  ${command}`)];
      const lines = typed.kind === 'text' ? typed.text.split('\n') : [];
      expect(lines.filter((line) => line.length > 80 && !copied.includes(line))).toEqual([]);
    },
  );

  const examples = commands.flatMap((spec) =>
    spec.examples.map(({ command }) => [command, spec] as const),
  );
  it.each(examples)(
    'the example `%s` is understood, and runs the command it is an example of',
    (command, spec) => {
      const typed = wordsOfAnts(command).map((words) => parse(grammar, words));
      // `ant help auth login` is answered with the help of that command.
      const kinds = spec.path[0] === 'help' ? ['run', 'text'] : ['run'];
      expect(typed.filter(({ kind }) => !kinds.includes(kind))).toEqual([]);
      if (typed.some(({ kind }) => kind === 'text')) return;
      expect(typed).toContainEqual(
        expect.objectContaining({ spec: expect.objectContaining({ path: spec.path }) }),
      );
    },
  );
});

/** The words after each `ant` in a line of shell, up to the next operator. */
function wordsOfAnts(line: string): readonly (readonly string[])[] {
  return [...line.matchAll(/(?<=^|[\s(|"])ant ([^|)>&]*)/g)].map(([, after = '']) =>
    [...after.matchAll(/"[^"]*"|'[^']*'|[^\s"']+/g)].map(([word]) =>
      word.replace(/^["'](.*)["']$/, '$1'),
    ),
  );
}
