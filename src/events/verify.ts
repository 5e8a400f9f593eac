import { sha256 } from '../digest.js';
import { readJsonObject } from '../json.js';
import { type Head, numberOf } from './chain.js';

/** A line of the log, and where it stands. */
export type Line = { readonly file: string; readonly number: number; readonly text: string };

/** `undefined`: there is none. `unreadable`: there is something in its place. */
export type FoundHead = Head | 'unreadable' | undefined;

/** Where the log first differs from what was written. `number` is absent when no one line is to blame. */
export type Break = { readonly file: string; readonly number?: number; readonly because: string };

/** Checks every line against the next one and the last against the head. `undefined`: all is as written. */
export function findBreak(head: FoundHead, all: readonly Line[]): Break | undefined {
  if (head === undefined && all.length === 0) return undefined;
  if (head === undefined) return { file: 'head.json', because: 'it is gone, and there are events' };
  if (head === 'unreadable') return { file: 'head.json', because: 'it does not say what it must' };
  const lines = kept(head, all);
  const broken = lines.findIndex((_, index) => problem(head, lines, index) !== undefined);
  const line = lines[broken];
  if (line !== undefined) {
    const because = problem(head, lines, broken) ?? '';
    return { file: line.file, number: line.number, because };
  }
  const missing = head.first + lines.length;
  if (missing > head.last) return undefined;
  const file = lines.at(-1)?.file ?? 'events.jsonl';
  return { file, because: `the end is missing, from event ${missing} to event ${head.last}` };
}

/** Lines that were to be dropped when the process that dropped them died are nobody's business. */
function kept({ first }: Head, lines: readonly Line[]): readonly Line[] {
  const start = lines.findIndex(({ text }) => !(numberOf(text) < first));
  return start === -1 ? [] : lines.slice(start);
}

function problem(head: Head, lines: readonly Line[], index: number): string | undefined {
  const text = lines[index]?.text ?? '';
  const event = readJsonObject(text);
  const expected = head.first + index;
  if (event === undefined) return 'this line is not an event';
  if (event.seq !== expected) return `event ${expected} should stand here`;
  if (index === 0 && event.prev !== head.before) return 'it is not what head.json begins with';
  if (expected === head.last) {
    return sha256(text) === head.hash ? undefined : 'it is not what head.json says it was';
  }
  const seal = nextSeal(lines[index + 1], expected);
  return [undefined, sha256(text)].includes(seal)
    ? undefined
    : 'it is not what the next line says it was';
}

/** What the line of the next event says of this one; a line that is not that one has its own problem. */
function nextSeal(next: Line | undefined, number: number): string | undefined {
  const event = readJsonObject(next?.text ?? '');
  if (event?.seq !== number + 1) return undefined;
  return typeof event.prev === 'string' ? event.prev : '';
}
