import type { Break } from '../events/verify.js';
import { isObject, type JsonObject, readString } from '../json.js';
import { printable } from '../printable.js';
import { instant } from './time.js';

/** One event a line, oldest first: when, what, how it ended, for whom, and who asked. */
export function renderLog(events: readonly JsonObject[]): string {
  if (events.length === 0) return 'nothing is recorded here\n';
  return events.map((event) => `${lineOf(event)}\n`).join('');
}

function lineOf(event: JsonObject): string {
  const outcome = readString(event, 'outcome') ?? '?';
  const columns = [
    typeof event.time === 'number' ? instant(event.time) : '?',
    word(event, 'event').padEnd(8),
    (outcome === 'ok' ? (readString(event, 'how') ?? 'ok') : outcome).padEnd(13),
    word(event, 'profile', '-').padEnd(12),
    asker(isObject(event.by) ? event.by : {}),
  ];
  return columns.map((column) => printable(column, 300)).join('  ');
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
  return events === 0 ? 'nothing is recorded here\n' : `intact: ${events} events\n`;
}

function placeOf({ file, number }: Break): string {
  return number === undefined ? file : `${file}, line ${number}`;
}

/** The first break in words that do not change, for `--json`. */
export function breakValue({ file, number, because }: Break): Readonly<Record<string, unknown>> {
  return { file, line: number, because };
}
