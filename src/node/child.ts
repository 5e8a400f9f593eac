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
  { env, input, onErrorLine, signal }: ChildOptions,
): Promise<ChildResult> {
  return new Promise((resolve, reject) => {
    const child = startChild(command, words, env);
    const over = new AbortController();
    const out = gather(child.stdout, over);
    const err = gather(child.stderr, over);
    if (onErrorLine !== undefined) eachLine(child.stderr, onErrorLine);
    const stopWatching = endWith(
      child,
      AbortSignal.any([over.signal, ...(signal ? [signal] : [])]),
    );
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
  env: Env,
): ChildProcessWithoutNullStreams {
  try {
    return spawn(command, words, { env, stdio: 'pipe', windowsHide: true });
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

/** Ends the child when the signal aborts, and does not wait for grandchildren that hold its pipes. */
function endWith(child: ChildProcessWithoutNullStreams, signal: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined;
  const letGo = () => {
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const stop = () => {
    if (child.exitCode !== null || child.signalCode !== null) return letGo();
    child.kill('SIGTERM');
    timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    child.once('exit', letGo);
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  return () => {
    signal.removeEventListener('abort', stop);
    clearTimeout(timer);
  };
}

function tooMuch(command: string): AntError {
  return new AntError('file', `${printable(command)} printed more than ${LARGEST} bytes`);
}

function cannotStart(command: string, error: unknown): AntError {
  const missing = codeOf(error) === 'ENOENT';
  const cause = missing ? 'no such program' : causeOf(error);
  return new AntError('file', `could not start ${printable(command)}: ${cause}`, { cause: error });
}
