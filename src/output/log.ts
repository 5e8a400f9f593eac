import type { Break } from '../events/verify.js';
import { isObject, type JsonObject, readString } from '../json.js';
import { printable } from '../printable.js';
import { instant } from './time.js';

/** One event a line, oldest first: when, what, how it ended, for whom, and who asked. `profile`: only its own are asked for. */
export function renderLog(events: readonly JsonObject[], profile?: string): string {
  if (events.length === 0) {
    const whose = profile === undefined ? 'here' : `of profile "${printable(profile)}"`;
    return `nothing is recorded ${whose}\n`;
  }
  const rows = events.map(columnsOf);
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((column, at) => column.padEnd(widths[at] ?? 0)).join('  ');
  return rows.map((row) => `${line(row)}\n`).join('');
}

function columnsOf(event: JsonObject): readonly string[] {
  const outcome = readString(event, 'outcome') ?? '?';
  const columns = [
    typeof event.time === 'number' ? instant(event.time) : '?',
    word(event, 'event'),
    outcome === 'ok' ? (readString(event, 'how') ?? 'ok') : outcome,
    word(event, 'profile', '-'),
    asker(isObject(event.by) ? event.by : {}),
  ];
  return columns.map((column) => printable(column, 300));
}

function word(event: JsonObject, key: string, absent = '?'): string {
  return readString(event, key) ?? absent;
}

function asker(by: JsonObject): string {
  const [job] = isObject(by.ci) ? Object.entries(by.ci) : [];
  return [
    `by ${readString(by, 'parent') ?? 'a program'}`,
    ...(by.terminal === true ? ['at a terminal'] : []),
    ...(job === undefined ? [] : [`in ${job[0]} ${String(job[1])}`]),
  ].join(' ');
}

/** Whether the record is as it was written. `events` is how many are kept. */
export function renderVerified(events: number, broken: Break | undefined): string {
  if (broken !== undefined) {
    return `broken: ${printable(`${placeOf(broken)}: ${broken.because}`, 500)}\n`;
  }
  return events === 0
    ? 'nothing is recorded here\n'
    : `intact: ${events} event${events === 1 ? '' : 's'}\n`;
}

function placeOf({ file, number }: Break): string {
  return number === undefined ? file : `${file}, line ${number}`;
}

/** The first break in words that do not change, for `--json`. */
export function breakValue({ file, number, because }: Break): Readonly<Record<string, unknown>> {
  return { file, line: number, because };
}
