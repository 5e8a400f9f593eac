import { type ChildProcess, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { program } from '../support/program.js';

/** A program that takes the lock of a directory and holds it: `go` on its standard input lets it leave. */
const SOURCE = `
import { createInterface } from 'node:readline';
import { withGenerationLock } from '../lock/generation-lock.js';
import { realHost } from './host.js';

const place = { directory: process.argv[2] ?? '', what: 'the lock', limitSeconds: 20 };
await withGenerationLock(realHost({ version: 'test' }), place, async ({ stillHeld }) => {
  process.stdout.write('held ' + process.pid + '\\n');
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'go') break;
  }
  process.stdout.write('still ' + (await stillHeld()) + '\\n');
});
process.exit(0);
`;

export type Holder = {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Lets it leave; what it thought then of still holding the lock. */
  readonly go: () => Promise<boolean>;
  readonly gone: Promise<void>;
};

/** A process of its own that holds the lock by the time this resolves. It is killed when the test ends. */
export async function holder(
  directory: string,
  shell?: (command: string) => string,
): Promise<Holder> {
  const command = [process.execPath, program(SOURCE), directory];
  const child =
    shell === undefined
      ? spawn(command[0] ?? '', command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] })
      : spawn('sh', ['-c', shell(command.map((word) => `'${word}'`).join(' '))], {
          stdio: ['pipe', 'pipe', 'inherit'],
        });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const line = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(said)?.[1];
      if (found !== undefined) return found;
      if (child.exitCode !== null) throw new Error(`the holder ended; it said: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    pid: Number(await line(/held (\d+)\n/)),
    child,
    go: async () => {
      child.stdin?.write('go\n');
      return (await line(/still (true|false)\n/)) === 'true';
    },
    gone,
  };
}
