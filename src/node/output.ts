import { writeSync } from 'node:fs';
import { AntError } from '../errors.js';
import { causeOf, codeOf } from './file-errors.js';

const STDOUT = 1;
const STDERR = 2;

/**
 * Writes to stdout, in full, before it returns. A reader that has gone (`ant whoami | head -1`) is no
 * error: nobody is left to be told. A full disk is an `AntError('file')`.
 */
export function out(text: string): void {
  try {
    writeAll(STDOUT, text);
  } catch (error) {
    if (isGone(error)) return;
    throw new AntError('file', `could not write to standard output: ${causeOf(error)}`, {
      cause: error,
    });
  }
}

/** Writes one line to stderr. When that fails there is nowhere left to say so. */
export function say(line: string): void {
  try {
    writeAll(STDERR, `${line}\n`);
  } catch {
    // See above.
  }
}

/** The reader closed its end, or the terminal went away. */
function isGone(error: unknown): boolean {
  return ['EPIPE', 'EIO', 'ECONNRESET'].includes(codeOf(error));
}

/** Synchronous, so that a secret is never left half-written by an exit; hence it waits for slow readers. */
function writeAll(fd: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      // A pipe that another process made non-blocking is full.
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
