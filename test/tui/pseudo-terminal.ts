import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { bareEnvironment } from '../support/ant.js';

/** A program in a real pseudo-terminal, seen through a real terminal emulator. */
export function inTerminal(words: readonly string[], size = { cols: 60, rows: 20 }) {
  const screen = new xterm.Terminal({ ...size, allowProposedApi: true });
  const child = spawn(process.execPath, [...words], {
    ...size,
    env: bareEnvironment({ TERM: 'xterm-256color' }),
  });
  let raw = '';
  let over = false;
  child.onData((text) => {
    raw += text;
    screen.write(text);
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
  return {
    ended,
    press: (text: string) => child.write(text),
    raw: () => raw,
    /** Everything on the screen and scrolled off it, a line as it was before the terminal wrapped it. */
    lines: () => unwrapped(screen),
  };
}

function unwrapped({ buffer: { active } }: xterm.Terminal): readonly string[] {
  const lines: string[] = [];
  for (let row = 0; row < active.length; row += 1) {
    const line = active.getLine(row);
    const text = line?.translateToString(true) ?? '';
    if (line?.isWrapped) lines.push(`${lines.pop() ?? ''}${text}`);
    else lines.push(text);
  }
  return lines;
}
