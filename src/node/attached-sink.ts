import { constants, fstatSync, openSync, write } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { codeOf } from './file-errors.js';

/** Where bytes go whose reader may take its time, or stop reading. One write at a time. */
export type Sink = {
  /** Resolves when all are written. After `hurry` it ends, mostly by rejecting, once the reader takes nothing for a second. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly hurry: () => void;
};

/** Code of the error of a write that was given up and still goes on: this process cannot exit before it ends. */
export const STUCK = 'ESTUCK';

const PATIENCE_MS = 1000;

/** Our stdout or stderr. Waiting for its reader holds up nothing else, such as what keeps the token fresh. */
export function openSink(stream: 1 | 2): Sink {
  const pipe = openAnew(stream);
  return pipe === undefined ? threadSink(stream) : pipeSink(pipe);
}

/**
 * The same pipe, opened once more so as not to wait in a system call. To set that on the stream itself would
 * set it for all who share it, and make(1) fails then. Only Linux can, and not with another user's pipe.
 */
function openAnew(stream: 1 | 2): number | undefined {
  try {
    if (!fstatSync(stream).isFIFO()) return undefined;
    return openSync(`/proc/self/fd/${stream}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}

function pipeSink(fd: number): Sink {
  const pipe = new Socket({ fd, readable: false, writable: true });
  // The write hears of it as well.
  pipe.on('error', () => undefined);
  // Not as long as a write goes on, however slowly; but also when there is none.
  pipe.on('timeout', () => {
    if (pipe.writableLength > 0) pipe.destroy();
  });
  return {
    write: (bytes) =>
      new Promise((resolve, reject) =>
        pipe.write(bytes, (error) => (error ? reject(error) : resolve())),
      ),
    hurry: () => {
      // Asked again, it would begin anew.
      if (!pipe.timeout) pipe.setTimeout(PATIENCE_MS);
    },
  };
}

/** Bytes. A reader that has taken so many is reading. */
const PIECE = 16_384;

/** A thread waits in the system call. */
function threadSink(fd: 1 | 2): Sink {
  let hurried = false;
  let giveUp: ((error: Error) => void) | undefined;
  let clock: NodeJS.Timeout | undefined;
  const startClock = () => {
    if (hurried && giveUp !== undefined) clock ??= setTimeout(abandon, PATIENCE_MS, fd, giveUp);
  };
  const writePiece = async (piece: Uint8Array) => {
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = reject;
    });
    startClock();
    try {
      await Promise.race([writeAll(fd, piece), givenUp]);
    } finally {
      clearTimeout(clock);
      clock = undefined;
      giveUp = undefined;
    }
  };
  return {
    write: async (bytes) => {
      for (let at = 0; at < bytes.length; at += PIECE) {
        await writePiece(bytes.subarray(at, at + PIECE));
      }
    },
    hurry: () => {
      hurried = true;
      startClock();
    },
  };
}

const writeSome = promisify(write);

async function writeAll(fd: number, bytes: Uint8Array): Promise<void> {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      const { bytesWritten } = await writeSome(fd, rest);
      rest = rest.subarray(bytesWritten);
    } catch (error) {
      // A pipe that another process made non-blocking is full.
      if (codeOf(error) !== 'EAGAIN') throw error;
      await delay(5);
    }
  }
}

/** A socket can be shut while a thread writes to it, a pipe cannot; a file has no reader to wait for. */
function abandon(fd: number, giveUp: (error: Error) => void): void {
  const kind = fstatSync(fd);
  if (kind.isSocket()) new Socket({ fd, readable: false, writable: true }).end();
  if (kind.isFIFO()) giveUp(Object.assign(new Error('nobody reads'), { code: STUCK }));
}
