import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bareEnvironment, outcome, startAnt } from '../support/ant.js';
import { tempDir } from '../support/temp.js';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const BIN = fileURLToPath(new URL('../../bin/ant.cjs', import.meta.url));

/** The same answer from the hot path, and from the whole program. */
const BOTH = [[['--help']], [['--no-color', '--help']]] as const;

describe('E81: what cannot be written', () => {
  it.each(BOTH)('a reader that has gone is no error, and nothing is said: %j', async (words) => {
    const child = startAnt(words);
    child.stdout.destroy();
    expect(await outcome(child)).toEqual({ code: 0, out: '', err: '' });
  });

  it.each(BOTH)('an early end of the pipe is quiet: ant %j | head -1', (words) => {
    const line = 'set -o pipefail; node "$0" "$@" | head -1; echo $?';
    const { stdout, stderr } = spawnSync('bash', ['-c', line, BIN, ...words], {
      env: bareEnvironment(),
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({
      stdout: 'Usage: ant [options] [command]\n0\n',
      stderr: '',
    });
  });

  it.runIf(process.platform === 'linux').each(BOTH)('a full disk is an error: %j', (words) => {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', 'node "$0" "$@" > /dev/full', BIN, ...words],
      {
        env: bareEnvironment(),
        encoding: 'utf8',
      },
    );
    expect({ status, stderr }).toEqual({
      status: 6,
      stderr: 'ant: error: could not write to standard output: the disk is full\n',
    });
  });

  it('an error that nobody hears still has its exit code', () => {
    const { status } = spawnSync('sh', ['-c', 'node "$0" nonsense 2>&-', BIN]);
    expect(status).toBe(2);
  });
});

describe('the built program', () => {
  it('loads no screen, no signature, no rule and no HTTP client until a command needs one', () => {
    const loaded = [...staticImports(join(DIST, 'start.cjs'))];
    expect(loaded.length).toBeGreaterThan(1);
    const heavy = /react-|yoga|\bjwk\b|google\.protobuf|node:https?\b/i;
    expect(loaded.filter((path) => heavy.test(readFileSync(path, 'utf8')))).toEqual([]);
  });

  it('starts none of Node’s costly modules for a command that has no use for them', () => {
    const spy = join(tempDir(), 'spy.cjs');
    writeFileSync(
      spy,
      `process.on('exit', () => require('fs').writeSync(2, process.moduleLoadList.join('\\n')));`,
    );
    const { stderr } = spawnSync(process.execPath, ['--require', spy, BIN, 'profile', 'list'], {
      env: bareEnvironment(),
      encoding: 'utf8',
    });
    const loaded = stderr.split('\n').map((line) => line.replace('NativeModule ', ''));
    expect(loaded).toContain('vm');
    const costly = ['child_process', 'crypto', 'fs/promises', 'net', 'os', 'tty'];
    expect(loaded.filter((name) => costly.includes(name))).toEqual([]);
  });

  it('carries neither source maps nor Ink’s debugger', () => {
    const { stdout } = spawnSync('grep', ['-rlE', 'sourceMappingURL|connectToDevTools', DIST], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });
});

/** A module and all it imports before it runs. */
function staticImports(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const text = readFileSync(path, 'utf8');
  for (const [, name = ''] of text.matchAll(/(?<!=>)require\("(\.[^"]+\.cjs)"\)/g)) {
    staticImports(join(dirname(path), name), seen);
  }
  return seen;
}
