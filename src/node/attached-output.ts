import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { OutputFilter } from '../attached.js';
import { AntError } from '../errors.js';
import { openPipe } from './attached-pipe.js';
import { openSink, type Sink, STUCK } from './attached-sink.js';
import { causeOf, codeOf } from './file-errors.js';

/** Where a program's stdout or stderr leads. */
export type Outlet = {
  readonly stdio: 'inherit' | 'pipe' | number;
  /**
   * Passes on what the program that was started with `stdio` prints, until nobody can print any more or
   * nobody reads it. Whether this process can exit afterwards, or only be killed.
   */
  readonly pass: (child: ChildProcess) => Promise<'free' | 'stuck'>;
  /** From now on the reader has a second to take something. */
  readonly hurry: () => void;
  /** Passes on nothing more, whoever may still print. */
  readonly stop: () => void;
};

/** To be passed at once: a pipe that is not read holds the program up. */
export async function openOutlet(
  stream: 1 | 2,
  filter: (() => OutputFilter) | undefined,
): Promise<Outlet> {
  const nothing = () => undefined;
  if (filter === undefined || isatty(stream)) {
    return { stdio: 'inherit', pass: async () => 'free', hurry: nothing, stop: nothing };
  }
  const pipe = await openPipe();
  const sink = openSink(stream);
  let reader: (NodeJS.ReadableStream & { destroy?: () => unknown }) | null | undefined =
    pipe?.reader;
  return {
    stdio: pipe?.writer ?? 'pipe',
    pass: async (child) => {
      if (pipe !== undefined) closeSync(pipe.writer);
      reader ??= stream === 1 ? child.stdout : child.stderr;
      return reader === null ? 'free' : passOn(reader, sink, { stream, filter: filter() });
    },
    hurry: sink.hurry,
    stop: () => {
      sink.hurry();
      reader?.destroy?.();
    },
  };
}

/** Reads no faster than the other side takes it. */
async function passOn(
  from: AsyncIterable<string | Buffer>,
  { write }: Sink,
  { stream, filter }: { readonly stream: 1 | 2; readonly filter: OutputFilter },
): Promise<'free' | 'stuck'> {
  try {
    for await (const chunk of from) await write(filter.push(Buffer.from(chunk)));
    await write(filter.end());
  } catch (error) {
    if (codeOf(error) === STUCK) return 'stuck';
    if (!OVER.includes(codeOf(error))) throw cannotWrite(stream, error);
  }
  return 'free';
}

function cannotWrite(stream: 1 | 2, cause: unknown): AntError {
  const name = stream === 1 ? 'standard output' : 'standard error';
  return new AntError('file', `could not write to ${name}: ${causeOf(cause)}`, { cause });
}

/**
 * The reader of our output has gone or was given up (Node 20 calls that a success, later ones ECANCELED), and the
 * program's pipe was closed with it; or we were told to stop.
 */
const OVER = [
  ...['EPIPE', 'EIO', 'ECONNRESET', 'ECANCELED'],
  ...['ERR_STREAM_DESTROYED', 'ERR_STREAM_PREMATURE_CLOSE'],
];
