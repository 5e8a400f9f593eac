import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Answer } from './signature.js';

/** A running driver: one state in, one answer out. */
export type Driver = {
  readonly ask: (id: string, env: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly stop: () => void;
};

/** Longer than any real client takes for one call. */
const LIMIT = 60_000;
/** What decides for a client must come from the state alone. */
const DECIDES = /^(ANTHROPIC_|CLAUDE_|XDG_CONFIG_HOME$|HOME$)/;

/** Starts a driver in its own process. */
export function startDriver(command: readonly string[]): Driver {
  const [program = '', ...words] = command;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !DECIDES.test(name)),
  );
  const child = spawn(program, words, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const answers = readAnswers(child);
  return {
    ask: async (id, stateEnv) => {
      const answer = answers.next();
      child.stdin.write(`${JSON.stringify({ id, env: stateEnv })}\n`);
      return answer;
    },
    stop: () => child.stdin.end(),
  };
}

/** The child's answers, in order; every one still awaited fails when it dies or says nothing in time. */
function readAnswers(child: ChildProcess) {
  let errors = '';
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;
  const fail = (why: string) =>
    waiting?.reject(new Error(`the driver ${why}: ${errors.slice(-2000)}`));
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString('utf8')).slice(-4000);
  });
  child.on('error', (error) => fail(error.message));
  child.on('close', (code) => fail(`ended with ${code}`));
  child.stdin?.on('error', () => undefined);
  if (child.stdout === null) throw new Error('no standard output');
  createInterface({ input: child.stdout }).on('line', (line) => waiting?.resolve(JSON.parse(line)));
  const next = () =>
    new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => fail('said nothing in time'), LIMIT);
      const settle =
        <Value>(then: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(timer);
          waiting = undefined;
          then(value);
        };
      waiting = { resolve: settle(resolve), reject: settle(reject) };
    });
  return { next };
}
