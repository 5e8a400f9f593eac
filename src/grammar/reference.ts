import type { Spec } from './spec.js';
import { COMMANDS } from './table.js';
import { TOPICS } from './topics.js';

type Row = readonly [string, string];

/** The parts of the README that are made from the tables, by the name their markers carry. */
export function referenceParts(): Readonly<Record<string, string>> {
  const commands = COMMANDS.map((spec): Row => [usage(spec), spec.summary]);
  const topics = [...TOPICS].map(([name, { rows }]) => [name, table('', rows)]);
  return { commands: table('command', commands), ...Object.fromEntries(topics) };
}

function usage({ path, arguments: words }: Spec): string {
  const typed = words.map(({ name, required, many }) => {
    const inside = `${name.toUpperCase()}${many === true ? '…' : ''}`;
    return required ? inside : `[${inside}]`;
  });
  return ['ant', ...path, ...typed].join(' ');
}

/** A Markdown table of two columns: what is typed or seen, and what it means. */
function table(heading: string, rows: readonly Row[]): string {
  const lines = rows.map(([name, does]) => `| \`${name}\` | ${does.replaceAll('|', '\\|')} |`);
  return [`| ${heading} | |`, '| --- | --- |', ...lines, ''].join('\n');
}
