import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { bareEnvironment } from '../support/ant.js';

const BIN = join(import.meta.dirname, '../../bin/ant.cjs');

/** 8 characters and more, so that it is masked; of no form that the platform's have. */
export const KEY = 'minted-key-0123456789';

export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: Buffer;
  readonly err: string;
};

/**
 * Starts `ant exec` with an API key in the environment, in a session of its own: without a terminal,
 * also where a person runs the tests from one.
 */
export function startExec(
  words: readonly string[],
  env: Readonly<Record<string, string>> = { ANTHROPIC_API_KEY: KEY },
) {
  const child = spawn(process.execPath, [BIN, 'exec', ...words], {
    env: bareEnvironment(env),
    detached: true,
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, ended: endOf(child) };
}

/** Runs it to its end. */
export async function exec(words: readonly string[], env?: Readonly<Record<string, string>>) {
  const { child, ended } = startExec(words, env);
  child.stdin.end();
  const { out, ...rest } = await ended;
  return { ...rest, out: out.toString() };
}

/** Resolves when the program has printed a text on stdout. */
export function printed(child: ChildProcessWithoutNullStreams, text: string): Promise<void> {
  return new Promise((resolve) => {
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes(text)) resolve();
    });
  });
}

function endOf(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const out: Buffer[] = [];
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, out: Buffer.concat(out), err })),
  );
}
