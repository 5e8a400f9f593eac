import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { needs, onPath } from '../support/require.js';
import { scanMachine } from './machine.js';
import { mint } from './mint.js';

type Tree = Readonly<Record<string, string>>;

/** Files that hold a key, under rules that git and we must read alike. */
const TREES: readonly (readonly [what: string, ignores: Tree, files: readonly string[]])[] = [
  ['plain names', { '.gitignore': '.env\n*.log\n' }, ['.env', 'a/.env', 'a/b.log', 'a/b.txt']],
  [
    'anchored',
    { '.gitignore': '/build\nsrc/*.tmp\n' },
    ['build/x', 'a/build/x', 'src/a.tmp', 'src/b/c.tmp'],
  ],
  ['directories', { '.gitignore': 'out/\n' }, ['out/x', 'a/out/x', 'a/out2/x', 'b/out']],
  ['negation', { '.gitignore': '*.env\n!ok.env\n' }, ['a.env', 'ok.env', 'd/ok.env', 'd/b.env']],
  [
    'a parent that is ignored cannot be opened again',
    { '.gitignore': 'd/\n!d/keep\n' },
    ['d/keep', 'e'],
  ],
  ['all but some', { '.gitignore': '/*\n!/src\n!.gitignore\n' }, ['src/a', 'lib/b', 'c']],
  [
    'nested',
    { '.gitignore': '*.txt\n', 'a/.gitignore': '!*.txt\nz\n' },
    ['a/b.txt', 'b.txt', 'a/z', 'a/c/z', 'z'],
  ],
  [
    'nested, opening a directory',
    { '.gitignore': 'foo/*\n', 'foo/.gitignore': 'x\n' },
    ['foo/x', 'foo/bar/y', 'foo/bar/x', 'y'],
  ],
  [
    'nested and anchored',
    { 'a/.gitignore': '/b\nc/d\n' },
    ['a/b', 'a/x/b', 'a/c/d', 'a/x/c/d', 'b'],
  ],
  [
    'two stars',
    { '.gitignore': '**/logs/**\na/**/z\n' },
    ['logs/x', 'b/logs/y', 'a/z', 'a/b/c/z', 'z'],
  ],
  ['escapes', { '.gitignore': '\\#a\n\\!b\nc\\ \n' }, ['#a', '!b', 'c ', 'c']],
  ['a directory whose name is a pattern', { '[a]/.gitignore': 'x\n' }, ['[a]/x', '[a]/y', 'a/x']],
  ['CRLF', { '.gitignore': 'x\r\ny\r\n' }, ['x', 'y', 'z']],
  ['the case of letters', { '.gitignore': 'X\n' }, ['x', 'X1', 'd/X']],
  ['info/exclude', { '.git/info/exclude': 'x\n', '.gitignore': '!d/x\n' }, ['x', 'd/x', 'y']],
  [
    'a repository within',
    { '.gitignore': 'x\n', 'sub/.git/HEAD': 'ref: refs/heads/main\n' },
    ['x', 'y'],
  ],
];

function paths(out: string): readonly string[] {
  const { findings }: { findings: readonly { path: string }[] } = JSON.parse(out);
  return findings.map(({ path }) => path).toSorted();
}

describe.runIf(needs('git', () => onPath('git')))(
  '--tracked reads ignore rules as git does',
  () => {
    const git = (directory: string, home: string, ...words: readonly string[]) =>
      execFileSync('git', words, {
        cwd: directory,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: home },
      });

    test.each(TREES)('%s', async (_, ignores, files) => {
      const { home, project, put, scan } = scanMachine();
      git(project, home, 'init', '--quiet');
      for (const [path, text] of Object.entries(ignores)) put(`project/${path}`, text);
      for (const path of files) put(`project/${path}`, mint('api03'));
      const listed = git(project, home, 'ls-files', '-z', '--others', '--exclude-standard');
      const expected = files.filter((path) => listed.split('\0').includes(path));
      const { out } = await scan('--tracked', '--json');
      expect(paths(out)).toEqual(expected.toSorted());
    });

    test('the excludes of the user apply, named in ~/.gitconfig or in their usual place', async () => {
      for (const named of [true, false]) {
        const { home, project, put, scan } = scanMachine();
        git(project, home, 'init', '--quiet');
        if (named) put('.gitconfig', '[user]\n\tname = a\n[core]\n\texcludesFile = ~/mine\n');
        put(named ? 'mine' : '.config/git/ignore', '*.secret\n');
        put('project/a.secret', mint('api03'));
        put('project/b', mint('api03'));
        expect(git(project, home, 'ls-files', '--others', '--exclude-standard')).toBe('b\n');
        expect(paths((await scan('--tracked', '--json')).out)).toEqual(['b']);
      }
    });

    test('a subdirectory and a file obey the rules above them', async () => {
      const { home, project, put, scan } = scanMachine();
      git(project, home, 'init', '--quiet');
      put('project/.gitignore', 'x\nhidden/\n');
      for (const path of ['a/x', 'a/y', 'hidden/z']) put(`project/${path}`, mint('api03'));
      expect(paths((await scan('--tracked', '--json', 'a')).out)).toEqual(['a/y']);
      expect(paths((await scan('--tracked', '--json', 'a/x', 'hidden', 'hidden/z')).out)).toEqual(
        [],
      );
      expect(paths((await scan('--json', 'a/x')).out)).toEqual(['a/x']);
    });

    test('a worktree has the excludes of its repository', async () => {
      const { home, project, put, scan } = scanMachine();
      const whole = join(home, 'whole');
      mkdirSync(whole);
      git(whole, home, 'init', '--quiet');
      git(
        whole,
        home,
        '-c',
        'user.name=a',
        '-c',
        'user.email=a@b',
        'commit',
        '--quiet',
        '--allow-empty',
        '-m',
        'a',
      );
      git(whole, home, 'worktree', 'add', '--quiet', join(project, 'tree'));
      put('whole/.git/info/exclude', 'x\n');
      put('project/tree/x', mint('api03'));
      put('project/tree/y', mint('api03'));
      expect(paths((await scan('--tracked', '--json', 'tree')).out)).toEqual(['tree/y']);
    });
  },
);

test('outside a repository --tracked obeys the .gitignore files it meets', async () => {
  const { put, scan } = scanMachine();
  put('project/.gitignore', 'x\n');
  put('project/x', mint('api03'));
  put('project/y', mint('api03'));
  expect(paths((await scan('--tracked', '--json')).out)).toEqual(['y']);
});

test('E85: a patch is refused where git would track it, and written where it would not', async () => {
  const { project, put, scan } = scanMachine();
  mkdirSync(join(project, '.git'));
  put('project/.gitignore', '*.patch\n');
  put('project/.env', `ANTHROPIC_API_KEY=${mint('api03')}\n`);
  const refused = await scan('--patch', 'changes.diff');
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('git would track changes.diff');
  expect((await scan('--patch', 'changes.patch')).err).toContain('wrote');
  expect((await scan('--patch', '../changes.diff')).err).toContain('wrote');
});

test('an ignore file that cannot be read is said, and the directory is scanned all the same', async () => {
  const { project, put, scan } = scanMachine();
  mkdirSync(join(project, 'd/.gitignore'), { recursive: true });
  put('project/d/x', mint('api03'));
  put('project/e/.gitignore', `${'#'.repeat(2 ** 20)}\nx\n`);
  put('project/e/x', mint('api03'));
  const { code, out, err } = await scan('--tracked', '--json');
  expect(code).toBe(7);
  expect(paths(out)).toEqual(['d/x', 'e/x']);
  expect(err).toContain('could not read e: ');
});
