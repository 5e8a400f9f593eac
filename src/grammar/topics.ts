import { ENVIRONMENT } from './environment.js';
import { EXIT_CODE_WORDS } from './exit-codes.js';

/** One thing `ant help` explains that is not a command: rows of a name and what it means. */
export type Topic = {
  readonly summary: string;
  readonly rows: readonly (readonly [string, string])[];
};

/** What `ant help` knows besides commands, by the word to type. */
export const TOPICS: ReadonlyMap<string, Topic> = new Map([
  ['exit-codes', { summary: 'what a script may rely on', rows: Object.entries(EXIT_CODE_WORDS) }],
  [
    'environment',
    {
      summary: 'the variables ant reads',
      rows: ENVIRONMENT.map(({ name, does }) => [name, does] as const),
    },
  ],
]);

/** The topic as two columns, final newline included. */
export function renderTopic({ rows }: Topic): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, does]) => `${name.padEnd(width)}  ${does}\n`).join('');
}
