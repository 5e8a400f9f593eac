import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { program } from '../support/program.js';

/** Signals a program that says `ready` and then, aborted, says why and keeps running. */
async function signalled(signals: readonly NodeJS.Signals[]) {
  const path = program(`
    import { say } from './output.js';
    import { interruptSignal } from './interrupt.js';
    const signal = interruptSignal();
    signal.addEventListener('abort', () => say(signal.reason));
    setInterval(() => undefined, 1000);
    say('ready');
  `);
  const child = spawn(process.execPath, [path], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  const left = [...signals];
  child.stderr.on('data', (text: Buffer) => {
    said.push(String(text).trim());
    child.kill(left.shift() ?? 'SIGKILL');
  });
  const exitCode = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { said, exitCode };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s aborts with its name and lets us tidy up',
  async (name) => {
    // Without a second signal it runs on, until the test kills it: no exit code.
    expect(await signalled([name])).toEqual({ said: ['ready', name], exitCode: null });
  },
);

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('a second %s ends it at once', async (name, exitCode) => {
  expect(await signalled([name, name])).toMatchObject({ exitCode });
});
