import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { bareEnvironment } from '../support/ant.js';
import { tempDir } from '../support/temp.js';

const BIN = fileURLToPath(new URL('../../bin/ant.cjs', import.meta.url));

/** A person at an interactive shell in a real pseudo-terminal, with `ant` on the PATH. */
export function atShell(
  command: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
) {
  const size = { cols: 120, rows: 30 };
  const screen = new xterm.Terminal({ ...size, allowProposedApi: true });
  const [file, ...words] = command;
  const home = tempDir();
  const child = spawn(file, words, {
    ...size,
    cwd: home,
    env: bareEnvironment({
      TERM: 'xterm',
      HOME: home,
      PS1: '> ',
      ...env,
      PATH: `${binWithAnt()}:${process.env.PATH}`,
    }),
  });
  child.onData((text) => screen.write(text));
  // Shells ask their terminal questions, and fish waits for the answers.
  screen.onData((answer) => child.write(answer));
  onTestFinished(() => child.kill('SIGKILL'));
  return {
    type: (text: string) => child.write(text),
    /** Resolves when the screen shows `pattern`; the error is what the screen shows instead. */
    sees: async (pattern: RegExp) => {
      for (const start = Date.now(); Date.now() - start < 10_000; ) {
        if (pattern.test(textOf(screen))) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`never saw ${pattern} on this screen:\n${textOf(screen).trimEnd()}`);
    },
  };
}

function textOf({ buffer: { active } }: xterm.Terminal): string {
  return Array.from({ length: active.length }, (_, row) =>
    active.getLine(row)?.translateToString(true),
  ).join('\n');
}

function binWithAnt(): string {
  const directory = tempDir();
  const path = join(directory, 'ant');
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  chmodSync(path, 0o755);
  return directory;
}
