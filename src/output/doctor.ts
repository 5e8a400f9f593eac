import type { Line } from '../health/check.js';
import type { Fix } from '../health/finding.js';
import type { Mended } from '../health/mend.js';

/** What was found, and before that what was mended. */
export type Report = { readonly lines: readonly Line[]; readonly mended: readonly Mended[] };

const STATES = ['broken', 'warning', 'note', 'skipped', 'ok'] as const;

/** What was mended, then a heading a group and a line a finding, then the sum and what to do next. */
export function renderDoctor({ lines, mended }: Report): string {
  const groups = [...new Set(lines.map(({ group }) => group))];
  const width = Math.max(...lines.map(({ title }) => title.length));
  return [
    ...mended.map((each) => ('did' in each ? `mended: ${each.did}` : `not mended: ${each.failed}`)),
    ...(mended.length > 0 ? [''] : []),
    ...groups.flatMap((group) => [
      group,
      ...lines.filter((line) => line.group === group).flatMap((line) => render(line, width)),
      '',
    ]),
    summary(lines),
    '',
  ].join('\n');
}

function render({ state, title, because, fix }: Line, width: number): readonly string[] {
  const line = `  ${state.padEnd(7)}  ${title.padEnd(width)}  ${because}`;
  return fix === undefined ? [line] : [line, `  ${' '.repeat(9 + width)}  fix: ${wordsOf(fix)}`];
}

function wordsOf(fix: Fix): string {
  const mends = fix.repair === undefined ? '' : '  (ant doctor --fix does it)';
  return `${'command' in fix ? fix.command : fix.words}${mends}`;
}

function summary(lines: readonly Line[]): string {
  const sums = Object.entries(counts(lines)).filter(([, count]) => count > 0);
  const words = sums.map(([state, count]) => `${count} ${count === 1 ? state : plural(state)}`);
  return `${words.join(', ')}${next(lines)}`;
}

function plural(state: string): string {
  return state === 'warning' || state === 'note' ? `${state}s` : state;
}

/** The first thing to do, worst first. */
function next(lines: readonly Line[]): string {
  if (lines.some(({ fix }) => fix?.repair !== undefined)) return '; next: ant doctor --fix';
  const worst = STATES.flatMap((state) => lines.filter((line) => line.state === state));
  const first = worst.find((line) => line.fix !== undefined)?.fix;
  return first === undefined ? '; next: ant whoami' : `; next: ${wordsOf(first)}`;
}

function counts(lines: readonly Line[]): Readonly<Record<string, number>> {
  const count = (state: Line['state']) => lines.filter((line) => line.state === state).length;
  return Object.fromEntries(STATES.map((state) => [state, count(state)]));
}

/** Stable names for `--json`. */
export function doctorValue({ lines, mended }: Report): Readonly<Record<string, unknown>> {
  return {
    schema_version: 1,
    mended: mended.map((each) =>
      'did' in each ? { done: true, what: each.did } : { done: false, what: each.failed },
    ),
    checks: lines.map(({ id, group, title, state, because, failed, fix }) => ({
      id,
      group,
      title,
      state,
      because,
      ...(failed && { could_not_ask: failed }),
      ...(fix && { fix: fixValue(fix) }),
    })),
    summary: counts(lines),
  };
}

function fixValue(fix: Fix): Readonly<Record<string, unknown>> {
  const safe = fix.repair !== undefined;
  return 'command' in fix ? { command: fix.command, safe } : { words: fix.words, safe };
}
