import { writeSync } from 'node:fs';

const STDOUT = 1;

/**
 * Writes to stdout without the stream, whose first touch costs a tenth of a bare start. `false` when it
 * could not: the whole program then tries again, and says what is wrong.
 */
export function write(text: string): boolean {
  const length = Buffer.byteLength(text);
  let written = 0;
  while (written < length) {
    try {
      // Rarely more than once, and a string needs no buffer.
      written +=
        written === 0
          ? writeSync(STDOUT, text)
          : writeSync(STDOUT, Buffer.from(text).subarray(written));
    } catch (error) {
      // A pipe that another process made non-blocking is full: wait for its reader.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return false;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  return true;
}
