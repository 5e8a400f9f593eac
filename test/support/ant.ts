import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/ant.cjs', import.meta.url));

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

type Options = {
  /** Added to a bare environment: nothing of the machine's own credentials is ever inherited. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  readonly cwd?: string;
};

/** The environment of a process that knows of no credential. */
export function bareEnvironment(more: Options['env'] = {}): NodeJS.ProcessEnv {
  const { PATH, XDG_RUNTIME_DIR, XDG_DATA_HOME, DBUS_SESSION_BUS_ADDRESS } = process.env;
  return {
    PATH,
    HOME: ownHome(),
    XDG_RUNTIME_DIR,
    XDG_DATA_HOME,
    DBUS_SESSION_BUS_ADDRESS,
    ...more,
  };
}

/** Starts the built program. It is killed when the test ends. */
export function startAnt(
  words: readonly string[],
  { env, cwd }: Options = {},
): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [BIN, ...words], {
    env: bareEnvironment(env),
    ...(cwd && { cwd }),
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** A home of the tests' own: nothing they do may end up in the home of whoever runs them. */
function ownHome(): string {
  home ??= mkdtempSync(join(tmpdir(), 'ant-home-'));
  return home;
}
let home: string | undefined;
process.once('exit', () => {
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

/** Runs the built program to its end. */
export function ant(words: readonly string[], options: Options = {}): Promise<Ran> {
  const child = startAnt(words, options);
  const ended = outcome(child);
  child.stdin.end(options.input ?? '');
  return ended;
}

/** What a started program printed and how it ended. */
export function outcome(child: ChildProcessWithoutNullStreams): Promise<Ran> {
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8');
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

/** Resolves with the first match of `pattern` in what the program says on stderr. */
export function said(
  child: ChildProcessWithoutNullStreams,
  pattern: RegExp,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let heard = '';
    child.stderr.on('data', (chunk: Buffer) => {
      heard += chunk.toString('utf8');
      const match = pattern.exec(heard);
      if (match !== null) resolve(match);
    });
    child.on('close', (code) =>
      reject(new Error(`ended with ${code} before it said ${pattern}; it said: ${heard}`)),
    );
  });
}
