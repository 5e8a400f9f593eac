import { open } from 'node:fs/promises';
import type { Piece } from '../tree.js';
import { fileError } from './file-errors.js';
import { holdsAny, READ_ONLY } from './read-only.js';

const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * The pieces of a file that hold one of the needles. A piece ends where a line does; one line that is
 * longer than a chunk is cut before a character that no name and no key contains, so that neither is torn.
 */
export async function* pieces(path: string, needles: readonly Uint8Array[]): AsyncGenerator<Piece> {
  const place = { line: 1, column: 1 };
  for await (const bytes of cut(path)) {
    if (holdsAny(bytes, needles)) {
      yield { text: bytes.toString('utf8'), ...place };
    }
    const lines = newlines(bytes);
    const tail = bytes.subarray(bytes.lastIndexOf(NEWLINE) + 1).toString('utf8').length;
    place.line += lines;
    place.column = (lines === 0 ? place.column : 1) + tail;
  }
}

async function* cut(path: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks(path)) {
    const bytes = Buffer.concat([rest, chunk]);
    const end = endOfPiece(bytes);
    yield bytes.subarray(0, end);
    rest = bytes.subarray(end);
  }
  yield rest;
}

async function* chunks(path: string): AsyncGenerator<Buffer> {
  try {
    const handle = await open(path, READ_ONLY);
    try {
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(CHUNK), 0, CHUNK);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError('read', path, error);
  }
}

function endOfPiece(bytes: Buffer): number {
  const newline = bytes.lastIndexOf(NEWLINE);
  if (newline >= 0) return newline + 1;
  const blank = bytes.findLastIndex(
    (byte) => byte < 0x80 && !/[\w-]/.test(String.fromCharCode(byte)),
  );
  return blank > 0 ? blank : bytes.length;
}

function newlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
