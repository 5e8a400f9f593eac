import type { Spec } from './spec.js';

/** What `--help` says a command does. Paragraphs lose their line breaks, indented lines keep theirs. */
export function renderProse({ summary, details }: Pick<Spec, 'summary' | 'details'>): string {
  const opening = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
  return details === undefined
    ? opening
    : `${opening}\n\n${details.replace(/^(\S.*)\n(?=\S)/gm, '$1 ')}`;
}

/** The end of `--help`: the variables that stand in for flags, and examples. May be empty. */
export function renderNotes({ flags, examples }: Pick<Spec, 'flags' | 'examples'>): string {
  const variables = flags.flatMap((flag) =>
    flag.kind === 'text' && flag.env !== undefined
      ? [`${flag.env} stands in for --${flag.name}`]
      : [],
  );
  const shown = examples.flatMap(({ command, does }) => [`# ${does}`, command]);
  return section('Environment', variables) + section('Examples', shown);
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${title}:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
