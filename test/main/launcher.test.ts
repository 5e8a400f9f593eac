import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { bareEnvironment } from '../support/ant.js';
import { tempDir } from '../support/temp.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join('dist', 'cache', `${process.version}-${process.arch}`);

/** From the hot path, the exchange's own file, and the whole program in its many. */
const COMMANDS = ['--version', 'federation exchange --no-ambient', 'whoami', 'log', 'nonsense'];

/** A copy of the build, in a directory with such a name as people give theirs. */
function copyOfBuild(): string {
  const copy = join(tempDir(), 'Büro, 2. Stock');
  for (const part of ['bin', 'dist', 'package.json']) {
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

function run(program: string, command: string, options: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...options, program, ...command.split(' ')],
    { env: bareEnvironment({ HOME: '/home-of-nobody', CI: '1' }), encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

const answersOf = (program: string, options?: readonly string[]) =>
  COMMANDS.map((command) => run(program, command, options));

describe('the launcher', () => {
  const asBuilt = answersOf(join(ROOT, 'bin', 'ant.cjs'));
  let copy: string;
  let caches: readonly string[];
  beforeEach(() => {
    copy = copyOfBuild();
    caches = readdirSync(join(copy, CACHE)).map((name) => join(copy, CACHE, name));
  });

  it('answers as its commands should, without a word about itself', () => {
    expect(asBuilt.map(({ status }) => status)).toEqual([0, 3, 3, 0, 2]);
    expect(JSON.stringify(asBuilt)).not.toContain('    at ');
  });

  it.each<readonly [string, () => void]>([
    ['where there are none', () => rmSync(join(copy, 'dist/cache'), { recursive: true })],
    ['of garbage', () => each((cache, { length }) => writeFileSync(cache, garbage(length)))],
    ['cut in the middle', () => each((cache, { length }) => truncateSync(cache, length / 2))],
    ['cut to nothing', () => each((cache) => truncateSync(cache))],
    ['of each other', () => each((cache, _, i) => writeFileSync(cache, cacheBefore(i)))],
    ['that cannot be read', () => each((cache) => directoryAt(cache))],
  ])('answers the same with caches %s', (_, spoil) => {
    spoil();
    expect(answersOf(join(copy, 'bin', 'ant.cjs'))).toEqual(asBuilt);
  });

  it('answers the same through a link from elsewhere', () => {
    const link = join(tempDir(), 'ant');
    symlinkSync(join(copy, 'bin', 'ant.cjs'), link);
    expect(answersOf(link)).toEqual(asBuilt);
  });

  it('answers the same where V8 has to turn the caches down', () => {
    expect(answersOf(join(copy, 'bin', 'ant.cjs'), ['--no-lazy'])).toEqual(asBuilt);
  });

  it.each(COMMANDS)('finds caches for `%s`, and V8 turns none of them down', (command) => {
    const { stdout } = run(join(ROOT, 'bin', 'ant.cjs'), command, ['--require', preload()]);
    const turnedDown: unknown = JSON.parse(stdout.slice(stdout.lastIndexOf('\n[') + 1));
    expect(turnedDown).toContain(false);
    expect(turnedDown).not.toContain(true);
  });

  type Spoil = (cache: string, bytes: Buffer, index: number) => void;
  function each(spoil: Spoil): void {
    caches.forEach((cache, index) => {
      spoil(cache, readFileSync(cache), index);
    });
  }

  /** Of the file before it, as it was built. */
  function cacheBefore(index: number): Buffer {
    const name = readdirSync(join(ROOT, CACHE)).at(index - 1) ?? '';
    return readFileSync(join(ROOT, CACHE, name));
  }
});

function garbage(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, i) => (i * 167 + 13) % 256));
}

/** Root may read every file, but no directory as one. */
function directoryAt(path: string): void {
  rmSync(path);
  mkdirSync(path);
}

/** Prints at the end, of each script, whether V8 turned its cache down; null where it was given none. */
function preload(): string {
  const path = join(tempDir(), 'preload.cjs');
  writeFileSync(
    path,
    `const vm = require('node:vm');
    const seen = [];
    vm.Script = class extends vm.Script {
      constructor(source, options) {
        super(source, options);
        seen.push(this.cachedDataRejected);
      }
    };
    const { reallyExit } = process;
    process.reallyExit = (code) => {
      require('node:fs').writeSync(1, '\\n' + JSON.stringify(seen));
      reallyExit.call(process, code);
    };`,
  );
  return path;
}
