import type { ChildProcess } from 'node:child_process';
import { closeSync, write } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { promisify } from 'node:util';
import type { OutputFilter } from '../attached.js';
import { AntError } from '../errors.js';
import { openPipe } from './attached-pipe.js';
import { causeOf, codeOf } from './file-errors.js';

type Stream = 1 | 2;

/** Where a program's stdout or stderr leads. */
export type Outlet = {
  readonly stdio: 'inherit' | 'pipe' | number;
  /** Passes on what the program that was started with `stdio` prints, until nobody can print any more. */
  readonly pass: (child: ChildProcess) => Promise<void>;
  /** Passes on nothing more, whoever may still print. */
  readonly stop: () => void;
};

/** To be passed at once: a pipe that is not read holds the program up. */
export async function openOutlet(
  stream: Stream,
  filter: (() => OutputFilter) | undefined,
): Promise<Outlet> {
  if (filter === undefined || isatty(stream)) {
    return { stdio: 'inherit', pass: async () => undefined, stop: () => undefined };
  }
  const pipe = await openPipe();
  let reader: (NodeJS.ReadableStream & { destroy?: () => unknown }) | null | undefined =
    pipe?.reader;
  return {
    stdio: pipe?.writer ?? 'pipe',
    pass: async (child) => {
      if (pipe !== undefined) closeSync(pipe.writer);
      reader ??= stream === 1 ? child.stdout : child.stderr;
      if (reader !== null) await passOn(reader, stream, filter());
    },
    stop: () => reader?.destroy?.(),
  };
}

/** Reads no faster than the other side takes it. */
async function passOn(
  from: AsyncIterable<string | Buffer>,
  to: Stream,
  filter: OutputFilter,
): Promise<void> {
  try {
    for await (const chunk of from) await writeAll(to, filter.push(Buffer.from(chunk)));
    await writeAll(to, filter.end());
  } catch (error) {
    if (OVER.includes(codeOf(error))) return;
    const name = to === 1 ? 'standard output' : 'standard error';
    throw new AntError('file', `could not write to ${name}: ${causeOf(error)}`, { cause: error });
  }
}

/** The reader of our output has gone, and the program's pipe was closed with it; or we were told to stop. */
const OVER = ['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'];

const writeSome = promisify(write);

/** In a thread of its own: a reader that takes its time must not hold up what keeps the token fresh. */
async function writeAll(fd: Stream, bytes: Uint8Array): Promise<void> {
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
