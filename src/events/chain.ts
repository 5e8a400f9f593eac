import { sha256 } from '../digest.js';
import { type JsonObject, readJsonObject } from '../json.js';

/** How far the log goes. It lies in a file of its own, so that a log cut short does not match it. */
export type Head = {
  /** Number of the oldest event that is kept, and the hash of the line that came before it. */
  readonly first: number;
  readonly before: string;
  /** Number of the newest event, and the hash of its line. */
  readonly last: number;
  readonly hash: string;
};

/** The head of a log without events. */
export const START: Head = { first: 1, before: '', last: 0, hash: '' };

/** Numbers events and ties each to the line before it by that line's hash. Lines are without newline. */
export function chain(
  head: Head,
  events: readonly JsonObject[],
): { readonly lines: readonly string[]; readonly head: Head } {
  const lines: string[] = [];
  let { last, hash } = head;
  for (const event of events) {
    last += 1;
    const line = JSON.stringify({ seq: last, ...event, prev: hash });
    hash = sha256(line);
    lines.push(line);
  }
  return { lines, head: { ...head, last, hash } };
}

/** The head after lines that a process wrote which then died, or found the disk full, before it said so. */
export function catchUp(head: Head, lines: readonly string[]): Head {
  let caughtUp = head;
  const known = lines.findLastIndex((line) => numberOf(line) <= head.last);
  for (const line of lines.slice(known + 1)) {
    const { seq, prev } = readJsonObject(line) ?? {};
    if (seq !== caughtUp.last + 1 || prev !== caughtUp.hash) return head;
    caughtUp = { ...caughtUp, last: seq, hash: sha256(line) };
  }
  return caughtUp;
}

/** The head once the lines before these are dropped. */
export function dropBefore(head: Head, [line = '']: readonly string[]): Head {
  const { seq, prev } = readJsonObject(line) ?? {};
  const isLink = typeof seq === 'number' && typeof prev === 'string';
  return isLink ? { ...head, first: seq, before: prev } : head;
}

/** `undefined` for any other text than a head's. */
export function readHead(text: string): Head | undefined {
  const { first, before, last, hash } = readJsonObject(text) ?? {};
  if (typeof first !== 'number' || typeof last !== 'number') return undefined;
  if (typeof before !== 'string' || typeof hash !== 'string') return undefined;
  return { first, before, last, hash };
}

/** The number of the event on a line; `NaN` when it has none. */
export function numberOf(line: string): number {
  const seq = readJsonObject(line)?.seq;
  return typeof seq === 'number' ? seq : Number.NaN;
}
