import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bareEnvironment } from '../support/ant.js';
import { tempDir } from '../support/temp.js';
import { KEY } from './exec-start.js';

const BIN = join(import.meta.dirname, '../../bin/ant.cjs');

const NOBODY = { uid: 65_534, gid: 65_534 };

/** Says on stderr when signals will find it ready, and fills its stdout until it ends. */
const FILLS = `yes & echo ready >&2; wait`;

type Reader = 'a pipe' | 'a socket' | 'a pipe of another user';

describe.runIf(process.platform === 'linux')('a reader of our output that stopped reading', () => {
  it.each<[Reader, string, { code: number | null; signal: string | null }]>([
    ['a pipe', 'trap "exit 5" TERM', { code: 5, signal: null }],
    ['a socket', 'trap "exit 5" TERM', { code: 5, signal: null }],
    ['a pipe', ':', { code: null, signal: 'SIGTERM' }],
    ['a socket', ':', { code: null, signal: 'SIGTERM' }],
  ])('at %s, to a program that does: %s', async (reader, does, end) => {
    const { child, ended } = startUnread(reader, `${does}; ${FILLS}`);
    await said(child.stderr, 'ready');
    child.kill('SIGTERM');
    expect(await ended).toEqual(end);
  });

  it.runIf(runsAsNobody())(
    'at a pipe that we cannot open, where nothing but SIGKILL ends the write',
    async () => {
      const { child, ended } = startUnread(
        'a pipe of another user',
        `trap "exit 5" TERM; ${FILLS}`,
      );
      await said(child.stderr, 'ready');
      child.kill('SIGTERM');
      expect(await ended).toEqual({ code: null, signal: 'SIGKILL' });
    },
  );
});

/** Other tests read at a socket, because that is what Node makes where a pipe is asked for. */
describe('a real pipe', () => {
  const at = (reader: string, script: string) => {
    const line = `"$@" | ${reader}; echo ended with \${PIPESTATUS[0]}`;
    const ant = [process.execPath, BIN, 'exec', '--', 'sh', '-c', script];
    const env = bareEnvironment({ ANTHROPIC_API_KEY: KEY });
    return spawnSync('bash', ['-c', line, 'bash', ...ant], { env, encoding: 'utf8' }).stdout;
  };

  it('E81: that its reader leaves ends the program as if we were not between them', () => {
    expect(at('head -1', 'exec yes')).toBe('y\nended with 141\n');
  });

  it('gets all that the program prints after SIGTERM, where it is read', () => {
    const last = 'head -c 3000000 /dev/zero; exit 5';
    const script = `trap '${last}' TERM; kill -TERM $PPID; while :; do sleep 0.05; done`;
    expect(at('wc -c', script).trim()).toBe('3000000\nended with 5');
  });

  it.runIf(process.platform === 'linux')(
    'gets it also where it reads less in a second than a pipe holds',
    () => {
      const last = 'head -c 120000 /dev/zero; exit 5';
      const script = `trap '${last}' TERM; kill -TERM $PPID; while :; do sleep 0.05; done`;
      const reader = 'for _ in $(seq 8); do head -c 16384; sleep 0.4; done';
      expect(at(`{ ${reader}; } | wc -c`, script).trim()).toBe('120000\nended with 5');
    },
  );
});

function runsAsNobody(): boolean {
  return spawnSync(process.execPath, [BIN, '--version'], NOBODY).status === 0;
}

/** Starts `ant exec` with a stdout that nobody ever reads. */
function startUnread(reader: Reader, script: string) {
  const stdout = reader === 'a socket' ? 'pipe' : unreadPipe();
  const child = spawn(process.execPath, [BIN, 'exec', '--', 'sh', '-c', script], {
    env: bareEnvironment({ ANTHROPIC_API_KEY: KEY }),
    stdio: ['ignore', stdout, 'pipe'],
    detached: true,
    ...(reader === 'a pipe of another user' && NOBODY),
  });
  if (typeof stdout === 'number') onTestFinished(() => closeSync(stdout));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const ended = new Promise((resolve) =>
    child.on('exit', (code, signal) => resolve({ code, signal })),
  );
  return { child, ended };
}

/** Both ends in one: nobody else has the reading one. */
function unreadPipe(): number {
  const path = join(tempDir(), 'pipe');
  execFileSync('mkfifo', ['-m', '600', path]);
  return openSync(path, 'r+');
}

function said(stream: NodeJS.ReadableStream | null, text: string): Promise<void> {
  return new Promise((resolve) => {
    let all = '';
    stream?.on('data', (chunk: Buffer) => {
      all += chunk.toString();
      if (all.includes(text)) resolve();
    });
  });
}
