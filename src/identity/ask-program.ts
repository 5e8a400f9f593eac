import { AntError } from '../errors.js';
import type { ChildResult, Host } from '../host.js';
import { printable } from '../printable.js';
import { Secret } from '../secret.js';
import { looksLikeJwt } from './answer.js';

type Machine = Pick<Host, 'child' | 'env' | 'sleep' | 'interrupt'>;

/** A platform's own program, and what to do when it gives nothing. */
export type Question = {
  readonly title: string;
  /** Run as it is, without a shell. */
  readonly command: readonly [string, ...string[]];
  /** For when there is no such program. */
  readonly missing: string;
  /** What its complaint means: the first whose pattern is in it. */
  readonly meanings: readonly {
    readonly says: RegExp;
    readonly because: string;
    readonly hint: string;
  }[];
};

/** Milliseconds until the program is stopped, with all that it has started. */
const LIMIT = 10_000;

/**
 * The identity token that a program prints. An `AntError('identity-token')` when it cannot be started, takes
 * longer than 10 seconds, fails, or prints anything else. Nothing that it says is in the error.
 */
export async function askProgram(machine: Machine, question: Question): Promise<Secret> {
  const { exitCode, out, err } = await runBriefly(machine, question);
  const [program] = question.command;
  if (exitCode !== 0) {
    const meaning = question.meanings.find(({ says }) => says.test(err));
    throw refused(question, `${program} failed (exit code ${exitCode})`, meaning);
  }
  const text = out.trim();
  if (looksLikeJwt(text)) return new Secret(text);
  throw refused(question, `${program} printed something other than one JWT`);
}

async function runBriefly(machine: Machine, question: Question): Promise<ChildResult> {
  const late = new AbortController();
  const done = new AbortController();
  const clock = machine.sleep(LIMIT, done.signal).then(() => {
    if (!done.signal.aborted) late.abort();
  });
  const result = await start(machine, question, late.signal).finally(() => done.abort());
  await clock;
  if (machine.interrupt.aborted) throw new AntError('interrupted', 'interrupted');
  if (!late.signal.aborted) return result;
  throw refused(question, `${question.command[0]} took longer than ${LIMIT / 1000} seconds`);
}

async function start(
  { child, env, interrupt }: Machine,
  { title, command, missing }: Question,
  late: AbortSignal,
): Promise<ChildResult> {
  try {
    const signal = AbortSignal.any([late, interrupt]);
    return await child(command, { env, signal, withDescendants: true });
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    throw new AntError('identity-token', `${title}: ${error.message}`, {
      hint: missing,
      cause: error,
    });
  }
}

function refused(
  { title, command }: Question,
  what: string,
  meaning?: Question['meanings'][number],
): AntError {
  const byHand = `run it by hand in the job, and see what it says: ${printable(command.join(' '), 300)}`;
  return new AntError(
    'identity-token',
    `${title}: ${what}${meaning === undefined ? '' : `: ${meaning.because}`}`,
    { hint: meaning?.hint ?? byHand },
  );
}
