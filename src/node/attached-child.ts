import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { AttachedEnd, AttachedOptions } from '../attached.js';
import { AntError } from '../errors.js';
import { printable } from '../printable.js';
import { openOutlet } from './attached-output.js';
import { relaySignals } from './attached-signals.js';
import { causeOf, codeOf } from './file-errors.js';

/**
 * Runs a program in our place: without a shell, with our standard input, and with our output too where
 * that is a terminal or there is no filter. Its output is passed on to the end, also what outlives it;
 * once SIGTERM has asked for the end, a reader that has stopped reading is not waited for.
 */
export async function runAttached(
  [command = '', ...words]: readonly string[],
  { env, filter }: AttachedOptions,
): Promise<AttachedEnd> {
  const outlets = await Promise.all([openOutlet(1, filter), openOutlet(2, filter)]);
  const child = startChild(command, words, {
    env,
    stdio: ['inherit', ...outlets.map(({ stdio }) => stdio)],
  });
  // From here on what ends us must first end the program: nothing may wait between these lines.
  const ended = endOf(child, command);
  let asked = false;
  const release = relaySignals((signal, reachedBoth) => {
    asked ||= signal === 'SIGTERM';
    if (child.exitCode !== null || child.signalCode !== null)
      for (const { stop } of outlets) stop();
    else if (!reachedBoth) child.kill(signal);
  });
  const passed = Promise.allSettled(outlets.map(({ pass }) => pass(child)));
  try {
    const { exitCode, by } = await ended;
    if (asked) for (const { hurry } of outlets) hurry();
    const stuck = isStuck(await passed);
    return {
      exitCode,
      followSuit: () => {
        dieBy(by);
        if (stuck) dieBy('SIGKILL');
      },
    };
  } finally {
    release();
  }
}

function isStuck(passed: readonly PromiseSettledResult<'free' | 'stuck'>[]): boolean {
  for (const result of passed) if (result.status === 'rejected') throw result.reason;
  return passed.some((result) => result.status === 'fulfilled' && result.value === 'stuck');
}

function startChild(
  command: string,
  words: readonly string[],
  options: Parameters<typeof spawn>[2],
): ChildProcess {
  try {
    return spawn(command, words, options);
  } catch (error) {
    throw cannotStart(command, error);
  }
}

type Ended = Pick<AttachedEnd, 'exitCode'> & { readonly by: NodeJS.Signals | null };

function endOf(child: ChildProcess, command: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      if (child.pid === undefined) reject(cannotStart(command, error));
    });
    child.on('exit', (code, by) =>
      resolve({ exitCode: code ?? 128 + (by === null ? 0 : constants.signals[by]), by }),
    );
  });
}

/** Not by those that leave a core dump: it would hold the token. Not by SIGPIPE, which Node ignores. */
const MAY_FOLLOW: readonly (NodeJS.Signals | null)[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'];

/** A shell that runs us in a loop must see that Ctrl-C, and not an exit code, ended the program. */
function dieBy(signal: NodeJS.Signals | null): void {
  if (signal === null || process.platform === 'win32' || !MAY_FOLLOW.includes(signal)) return;
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

function cannotStart(command: string, cause: unknown): AntError {
  const name = printable(command);
  if (['ENOENT', 'ENOTDIR'].includes(codeOf(cause))) {
    return new AntError('command-not-found', `could not start ${name}: no such program`, {
      hint: 'check its name, and the PATH',
      cause,
    });
  }
  return new AntError('command-not-runnable', `could not start ${name}: ${causeOf(cause)}`, {
    hint: `see what it is with: ls -l ${name}`,
    cause,
  });
}
