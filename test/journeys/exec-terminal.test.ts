import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { expect, onTestFinished, test } from 'vitest';
import { KEY } from '../commands/exec-start.js';
import { bareEnvironment } from '../support/ant.js';

const BIN = join(import.meta.dirname, '../../bin/ant.cjs');
const soon = { timeout: 15_000 };

/** A shell's script in a real pseudo-terminal, in which `ant` is the built program. */
function inTerminal(script: string, ...shell: readonly string[]) {
  const child = spawn(
    'bash',
    [...shell, '-c', `ant() { ${process.execPath} ${BIN} "$@"; }\n${script}`],
    {
      cols: 91,
      rows: 23,
      env: { ...bareEnvironment({ ANTHROPIC_API_KEY: KEY }), TERM: 'xterm' },
    },
  );
  let shown = '';
  let over = false;
  child.onData((text) => {
    shown += text;
  });
  const ended = new Promise<number>((resolve) =>
    child.onExit(({ exitCode }) => {
      over = true;
      resolve(exitCode);
    }),
  );
  onTestFinished(() => {
    if (!over) child.kill('SIGKILL');
  });
  return { shown: () => shown, press: (keys: string) => child.write(keys), ended };
}

/**
 * Counts the times it is interrupted, for as long as a second keystroke would take to arrive. It
 * looks at the count again and again: one long `sleep` would miss a key that comes before its start.
 */
const COUNTING = `sh -c 'n=0; trap "n=\\$((n+1))" INT; echo ready; while [ $n = 0 ]; do sleep 0.1; done; sleep 0.5; echo interrupted $n; exit 3'`;

test('on a terminal the program has that terminal, with its size, and sees what it prints', async () => {
  const script = `ant exec sh -c 'test -t 0 && test -t 1 && test -t 2 && stty size; echo $ANTHROPIC_API_KEY'`;
  const { shown, ended } = inTerminal(script);
  expect(await ended).toBe(0);
  expect(shown()).toBe(`23 91\r\n${KEY}\r\n`);
});

test('a stream that does not go to the terminal is masked, the other one stays a terminal', async () => {
  const script = `ant exec sh -c 'test -t 0 && test -t 2 && echo $ANTHROPIC_API_KEY' | cat`;
  const { shown, ended } = inTerminal(script);
  expect(await ended).toBe(0);
  expect(shown()).toBe('[masked]\r\n');
});

test.each([
  ['', ''],
  [', also when its output goes elsewhere', ` 2>&1 | (trap '' INT; cat); exit \${PIPESTATUS[0]}`],
])('Ctrl-C interrupts the program once, and ant lives to report its end%s', async (_, after) => {
  const { shown, press, ended } = inTerminal(`trap : INT; ant exec ${COUNTING}${after}`);
  await expect.poll(shown, soon).toContain('ready');
  press('\u0003');
  expect(await ended).toBe(3);
  expect(shown()).toContain('interrupted 1');
});

test('Ctrl-C that ends the program ends ant by the same signal, so that a loop around it ends', async () => {
  const { shown, press, ended } = inTerminal(
    `for i in 1 2 3; do ant exec sh -c 'echo ready; exec sleep 60'; done; echo survived`,
  );
  await expect.poll(shown, soon).toContain('ready');
  press('\u0003');
  await ended;
  expect(shown()).not.toContain('survived');
  expect(shown().match(/ready/g)).toHaveLength(1);
});

test('Ctrl-Z stops both and fg goes on with both', async () => {
  const { shown, press, ended } = inTerminal(
    `set -m; ant exec sh -c 'echo ready; read line; echo got $line; exit 6'; echo job stopped with $?; fg; exit $?`,
  );
  await expect.poll(shown, soon).toContain('ready');
  press('\u001a');
  await expect.poll(shown, soon).toContain('job stopped with 148');
  press('a line\r');
  expect(await ended).toBe(6);
  expect(shown()).toContain('got a line');
});
