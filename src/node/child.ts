import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { AntError } from '../errors.js';
import type { ChildOptions, ChildResult, Env } from '../host.js';
import { printable } from '../printable.js';
import { causeOf, codeOf } from './file-errors.js';

/** Bytes of each of its streams that are kept. No answer that we ask for comes near. */
const LARGEST = 1024 * 1024;

/** How long a child may take to end after it was asked to, before it is killed. */
const PATIENCE = 1_000;

/**
 * Runs a command, without a shell, to its end. A child ended by a signal, ours included, has the exit
 * code a shell would give it (128 and the signal's number). One that cannot be started, or that says
 * more than 1 MiB and is stopped, is an `AntError('file')`.
 */
export function runChild(
  [command = '', ...words]: readonly string[],
  { env, input, onErrorLine, signal, withDescendants = false }: ChildOptions,
): Promise<ChildResult> {
  return new Promise((resolve, reject) => {
    // Windows knows no groups that a signal could go to.
    const detached = withDescendants && process.platform !== 'win32';
    const child = startChild(command, words, { env, detached });
    const over = new AbortController();
    const out = gather(child.stdout, over);
    const err = gather(child.stderr, over);
    if (onErrorLine !== undefined) eachLine(child.stderr, onErrorLine);
    const stopWatching = endWith(AbortSignal.any([over.signal, ...(signal ? [signal] : [])]), {
      child,
      kill: detached ? (by) => killGroup(child, by) : (by) => child.kill(by),
    });
    child.on('error', (error) => {
      stopWatching();
      reject(cannotStart(command, error));
    });
    child.on('close', (code, by) => {
      stopWatching();
      if (over.signal.aborted) return reject(tooMuch(command));
      const exitCode = code ?? 128 + (by === null ? 0 : constants.signals[by]);
      resolve({ exitCode, out: out(), err: err() });
    });
    // A child need not read what it is given.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Node throws what it finds wrong by itself, and reports what the system does. */
function startChild(
  command: string,
  words: readonly string[],
  options: { readonly env: Env; readonly detached: boolean },
): ChildProcessWithoutNullStreams {
  try {
    return spawn(command, words, { ...options, stdio: 'pipe', windowsHide: true });
  } catch (error) {
    throw cannotStart(command, error);
  }
}

function gather(stream: NodeJS.ReadableStream, over: AbortController): () => string {
  const chunks: Buffer[] = [];
  let total = 0;
  stream.on('data', (chunk: Buffer) => {
    total += chunk.length;
    if (total > LARGEST) over.abort();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function eachLine(stream: NodeJS.ReadableStream, tell: (line: string) => void): void {
  const decoder = new TextDecoder();
  let rest = '';
  const take = (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    lines.forEach(tell);
  };
  stream.on('data', (chunk: Buffer) => take(decoder.decode(chunk, { stream: true })));
  stream.on('end', () => {
    if (rest !== '') tell(rest);
  });
}

type Ended = {
  readonly child: ChildProcessWithoutNullStreams;
  /** Sends a signal to all that shall end. */
  readonly kill: (by: NodeJS.Signals) => void;
};

/** Ends the child when the signal aborts, and does not wait for grandchildren that hold its pipes. */
function endWith(signal: AbortSignal, { child, kill }: Ended): () => void {
  let timer: NodeJS.Timeout | undefined;
  const finish = () => {
    // Whoever is left of its group had its chance. The child itself has ended.
    kill('SIGKILL');
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const stop = () => {
    if (child.exitCode !== null || child.signalCode !== null) return finish();
    kill('SIGTERM');
    timer = setTimeout(() => kill('SIGKILL'), PATIENCE);
    child.once('exit', finish);
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  return () => {
    signal.removeEventListener('abort', stop);
    clearTimeout(timer);
  };
}

/** A group is called by the number of the process that it began with, for as long as anybody is in it. */
function killGroup({ pid }: ChildProcessWithoutNullStreams, by: NodeJS.Signals): void {
  // One that was never started has no number.
  if (pid === undefined) return;
  try {
    process.kill(-pid, by);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH' && codeOf(error) !== 'EPERM') throw error;
  }
}

function tooMuch(command: string): AntError {
  return new AntError('file', `${printable(command)} printed more than ${LARGEST} bytes`);
}

function cannotStart(command: string, error: unknown): AntError {
  const missing = codeOf(error) === 'ENOENT';
  const cause = missing ? 'no such program' : causeOf(error);
  return new AntError('file', `could not start ${printable(command)}: ${cause}`, { cause: error });
}
