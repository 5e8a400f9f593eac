import { writeSync } from 'node:fs';

const STDOUT = 1;

/**
 * Writes to stdout without the stream, whose first touch costs a tenth of a bare start. `false` when it
 * could not: the whole program then tries again, and says what is wrong.
 */
export function write(text: string): boolean {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(STDOUT, rest));
    } catch (error) {
      // A pipe that another process made non-blocking is full: wait for its reader.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return false;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  return true;
}
