import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { Searched } from '../tree.js';
import { causeOf, codeOf } from './file-errors.js';
import { pieces } from './pieces.js';
import { holdsAny, READ_ONLY } from './read-only.js';

/** A longer file is handed over in pieces. */
const WHOLE = 1024 * 1024;
/** A longer one is not read at all. */
const LONGEST = 64 * 1024 * 1024;
/** Where a NUL byte says that a file is not text, as git has it. */
const SNIFFED = 8 * 1024;
/** Milliseconds after which signals and timers have their turn. */
const TURN = 20;

/** Read into again and again: a page of it costs memory only once it was read into. */
let buffer: Buffer | undefined;
let lastTurn = 0;

/**
 * One file after the other, and at once: to hand three calls a file to other threads takes three times the
 * processor time, and on a busy machine ten times as long.
 */
export async function search(real: string, needles: readonly Uint8Array[]): Promise<Searched> {
  if (performance.now() - lastTurn > TURN) {
    await new Promise((resolve) => setImmediate(resolve));
    lastTurn = performance.now();
  }
  buffer ??= Buffer.allocUnsafeSlow(WHOLE + 1);
  try {
    const bytes = buffer.subarray(0, fill(buffer, real));
    return judge(bytes, needles) ?? (await long(real, needles));
  } catch (error) {
    return isGone(error, real)
      ? { kind: 'without' }
      : { kind: 'unreadable', because: causeOf(error) };
  }
}

/** A name that is not UTF-8 is listed with replacement characters in it: that file is there, but not for us. */
function isGone(error: unknown, path: string): boolean {
  return codeOf(error) === 'ENOENT' && !path.includes('\ufffd');
}

/** Reads until the file or the space ends: a file system may hand over less than was asked for. */
function fill(space: Buffer, path: string): number {
  const descriptor = openSync(path, READ_ONLY);
  try {
    let length = 0;
    for (let more = -1; more !== 0 && length < space.length; length += more) {
      more = readSync(descriptor, space, length, space.length - length, null);
    }
    return length;
  } finally {
    closeSync(descriptor);
  }
}

/** `undefined`: there is more of it. */
function judge(bytes: Buffer, needles: readonly Uint8Array[]): Searched | undefined {
  const whole = bytes.length <= WHOLE;
  const wide = whole ? wideText(bytes) : undefined;
  if (wide !== undefined) return { kind: 'text', text: wide };
  if (bytes.subarray(0, SNIFFED).includes(0)) return { kind: 'binary' };
  if (!whole) return undefined;
  return holdsAny(bytes, needles)
    ? { kind: 'text', text: bytes.toString('utf8') }
    : { kind: 'without' };
}

async function long(path: string, needles: readonly Uint8Array[]): Promise<Searched> {
  const { size } = statSync(path);
  return size > LONGEST ? { kind: 'too-large' } : { kind: 'pieces', pieces: pieces(path, needles) };
}

/** Windows PowerShell writes UTF-16, which is full of NUL bytes; its byte order mark tells. */
function wideText(bytes: Buffer): string | undefined {
  const mark = bytes.length % 2 === 0 ? bytes.subarray(0, 2).toString('hex') : '';
  if (mark === 'fffe') return bytes.toString('utf16le', 2);
  return mark === 'feff' ? Buffer.from(bytes).swap16().toString('utf16le', 2) : undefined;
}
