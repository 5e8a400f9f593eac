import { fileURLToPath } from 'node:url';
import * as pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { expect, onTestFinished, test } from 'vitest';
import { bareEnvironment } from '../support/ant.js';
import { approveByHand } from '../support/approve.js';
import { runSandbox } from '../support/running-sandbox.js';

const BIN = fileURLToPath(new URL('../../bin/ant.cjs', import.meta.url));

/** `ant` in a real pseudo-terminal, with a terminal emulator to see what a person would see. */
function terminal(words: readonly string[], env: Readonly<Record<string, string>>) {
  const screen = new xterm.Terminal({ cols: 100, rows: 40, allowProposedApi: true });
  const child = pty.spawn(process.execPath, [BIN, ...words], {
    cols: 100,
    rows: 40,
    env: { ...bareEnvironment(env), TERM: 'xterm-256color' },
  });
  let raw = '';
  child.onData((data) => {
    raw += data;
    screen.write(data);
  });
  screen.onData((data) => child.write(data));
  const ended = new Promise<number>((resolve) => child.onExit(({ exitCode }) => resolve(exitCode)));
  onTestFinished(() => child.kill('SIGKILL'));
  const lines = () =>
    Array.from({ length: screen.buffer.active.length }, (_, row) =>
      screen.buffer.active.getLine(row)?.translateToString(true),
    ).join('\n');
  const until = async (pattern: RegExp, where: () => string = lines): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(where());
      if (match !== null) return match;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, ended, lines, until, raw: () => raw };
}

test('a person without a browser here pastes the code into the terminal and is signed in', async () => {
  const sandbox = await runSandbox();
  const shown = terminal(['auth', 'login', '--no-browser', '--store', 'file'], sandbox.env);
  // The address must arrive in one piece, whatever the terminal's width makes of it.
  const [url] = await shown.until(/http:\/\/\S+?\/oauth\/authorize\?[\w%+.=&-]+/, shown.raw);
  await shown.until(/paste/);
  const code = await approveByHand(url);
  shown.child.write(`${code}\r`);
  expect(await shown.ended).toBe(0);
  await shown.until(/Signed in to Acme/);
  expect(shown.raw(), 'the pasted code is not shown in full').not.toContain(code);
});

test('a wrong paste is named and the login goes on; Ctrl-C ends it with 130 and stores nothing', async () => {
  const sandbox = await runSandbox();
  const shown = terminal(['auth', 'login', '--no-browser', '--store', 'file'], sandbox.env);
  await shown.until(/paste/);
  shown.child.write('some-code-from-elsewhere#not-the-state-of-this-login\r');
  await shown.until(/that cannot be used/);
  shown.child.write('\u0003');
  expect(await shown.ended).toBe(130);
});
