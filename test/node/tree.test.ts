import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, rmdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { realTree } from '../../src/node/tree.js';
import type { Met, Place, Unreadable } from '../../src/tree.js';
import { tempDir } from '../support/temp.js';

const { look, walk, search } = realTree;
const KEY = 'needle';
const NEEDLES = [Buffer.from('absent'), Buffer.from(KEY)];

async function required(path: string): Promise<Place> {
  const place = await look(path);
  if (place === undefined) throw new Error(`there is nothing at ${path}`);
  return place;
}

/** What a walk meets, as `kind path`, with the real path where that is another. */
async function met(root: string, skip: RegExp = /^$/): Promise<readonly string[]> {
  const lines: string[] = [];
  const place = await required(root);
  const everything: AsyncIterable<Met<true> | Unreadable> = walk(place, async (directory) =>
    skip.test(directory) ? undefined : true,
  );
  const short = (path: string) => path.slice(root.length + 1);
  for await (const each of everything) {
    const real = 'real' in each && each.real !== each.path ? ` → ${short(each.real)}` : '';
    lines.push(`${each.kind} ${short(each.path)}${real}`);
  }
  return lines.toSorted();
}

test('a walk meets every file once, and does not go round in circles', async () => {
  const root = tempDir();
  mkdirSync(join(root, 'a/b'), { recursive: true });
  writeFileSync(join(root, 'a/b/file'), '');
  linkSync(join(root, 'a/b/file'), join(root, 'second-name'));
  symlinkSync('..', join(root, 'a/up'));
  symlinkSync(root, join(root, 'a/b/top'));
  symlinkSync('b', join(root, 'a/across'));
  symlinkSync('itself', join(root, 'itself'));
  expect(await met(root)).toEqual([
    'directory-link a/across',
    'directory-link a/b/top',
    'directory-link a/up',
    'file a/b/file',
    'file second-name',
    'outside-link itself',
  ]);
});

test('a link to a file is followed within the tree, and not out of it', async () => {
  const [root, elsewhere] = [tempDir(), tempDir()];
  writeFileSync(join(root, 'file'), '');
  writeFileSync(join(elsewhere, 'file'), '');
  symlinkSync('file', join(root, 'inside'));
  symlinkSync(join(elsewhere, 'file'), join(root, 'outside'));
  symlinkSync('nowhere', join(root, 'dangling'));
  expect(await met(root)).toEqual([
    'file file',
    'file inside → file',
    'outside-link dangling',
    expect.stringMatching(/^outside-link outside → /),
  ]);
});

test('a root that is a link is walked, and the real paths are without it', async () => {
  const [root, elsewhere] = [tempDir(), tempDir()];
  writeFileSync(join(root, 'file'), '');
  symlinkSync(root, join(elsewhere, 'link'));
  const place = await required(join(elsewhere, 'link'));
  for await (const each of walk(place, async () => true)) {
    expect(each).toMatchObject({ path: join(elsewhere, 'link/file'), real: join(root, 'file') });
  }
});

test('a FIFO is met, and never opened', async () => {
  const root = tempDir();
  execFileSync('mkfifo', [join(root, 'pipe')]);
  symlinkSync('pipe', join(root, 'link'));
  expect(await met(root)).toEqual(['special link', 'special pipe']);
  expect((await look(join(root, 'pipe')))?.kind).toBe('special');
});

test('a directory that is not entered is not met', async () => {
  const root = tempDir();
  mkdirSync(join(root, 'left/out'), { recursive: true });
  writeFileSync(join(root, 'left/out/file'), '');
  writeFileSync(join(root, 'file'), '');
  expect(await met(root, /\/left$/)).toEqual(['file file']);
});

test('what enter says about a directory is told with each file in it', async () => {
  const root = tempDir();
  mkdirSync(join(root, 'a/b'), { recursive: true });
  writeFileSync(join(root, 'a/b/file'), '');
  const place = await required(root);
  for await (const each of walk<number>(place, async (_, depth = 0) => depth + 1)) {
    expect(each).toMatchObject({ around: 3 });
  }
});

test('a directory that cannot be listed is met as unreadable, and the rest all the same', async () => {
  const root = tempDir();
  writeFileSync(join(root, 'file'), '');
  mkdirSync(join(root, 'gone'));
  const seen: unknown[] = [];
  // Who runs the tests may be allowed everything, so it is taken away just before it is listed.
  const enter = async (directory: string) => {
    if (directory !== root) rmdirSync(directory);
    return true;
  };
  for await (const each of walk(await required(root), enter)) seen.push(each);
  expect(seen).toContainEqual({
    kind: 'unreadable',
    path: join(root, 'gone'),
    because: 'no such file or directory',
  });
  expect(seen).toHaveLength(2);
});

test('nothing is found where nothing is, nor below a file', async () => {
  const root = tempDir();
  writeFileSync(join(root, 'file'), '');
  expect(await look(join(root, 'nothing'))).toBeUndefined();
  expect(await look(join(root, 'file/below'))).toBeUndefined();
});

test('names may hold line ends and bytes that are no text', async () => {
  const root = tempDir();
  writeFileSync(join(root, 'a\nb'), KEY);
  writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0x61, 0xff])]), KEY);
  const seen = await met(root);
  expect(seen).toEqual(['file a\nb', 'file a\ufffd']);
  expect(await search(join(root, 'a\nb'), NEEDLES)).toEqual({ kind: 'text', text: KEY });
  expect((await search(join(root, 'a\ufffd'), NEEDLES)).kind).toBe('unreadable');
});

test.each([
  ['text with a needle', 'a needle', { kind: 'text', text: 'a needle' }],
  ['text without one', 'nothing', { kind: 'without' }],
  ['nothing at all', '', { kind: 'without' }],
  ['a NUL byte near the beginning', 'a\0needle', { kind: 'binary' }],
  [
    'a NUL byte far from it',
    `${'a'.repeat(9000)}\0needle`,
    { kind: 'text', text: `${'a'.repeat(9000)}\0needle` },
  ],
  [
    'UTF-16, as Windows PowerShell writes it',
    Buffer.from('\ufeffneedle', 'utf16le'),
    { kind: 'text', text: KEY },
  ],
  [
    'UTF-16, big end first',
    Buffer.from('\ufeffneedle', 'utf16le').swap16(),
    { kind: 'text', text: KEY },
  ],
])('a file that holds %s', async (_, content, answer) => {
  const path = join(tempDir(), 'file');
  writeFileSync(path, content);
  expect(await search(path, NEEDLES)).toEqual(answer);
});

test('a file that is gone holds nothing, and one that is none cannot be read', async () => {
  const root = tempDir();
  writeFileSync(join(root, 'file'), '');
  symlinkSync('file', join(root, 'link'));
  expect(await search(join(root, 'gone'), NEEDLES)).toEqual({ kind: 'without' });
  expect(await search(join(root, 'file/below'), NEEDLES)).toEqual({
    kind: 'unreadable',
    because: 'a part of the path is not a directory',
  });
  // It was a file when it was met.
  expect((await search(join(root, 'link'), NEEDLES)).kind).toBe('unreadable');
});

test('a long file comes in pieces that say where they begin', async () => {
  const path = join(tempDir(), 'file');
  const lines = Array.from({ length: 40_000 }, (_, index) =>
    index % 5000 === 0 ? `ä ${KEY} ${index}` : `line ${index} ${'x'.repeat(40)}`,
  );
  writeFileSync(path, lines.join('\n'));
  const searched = await search(path, NEEDLES);
  if (searched.kind !== 'pieces') throw new Error(searched.kind);
  const found: string[] = [];
  for await (const { text, line, column } of searched.pieces) {
    expect(column).toBe(1);
    for (const [index, each] of text.split('\n').entries()) {
      if (each.includes(KEY)) found.push(`${line + index}: ${each}`);
    }
  }
  expect(found).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7].map((n) => `${n * 5000 + 1}: ä ${KEY} ${n * 5000}`),
  );
});

test('a line of megabytes is cut where no word is', async () => {
  const path = join(tempDir(), 'file');
  const words = Array.from({ length: 100_000 }, (_, index) => `ä_${KEY}-${index}`);
  writeFileSync(path, words.join(' '));
  const searched = await search(path, NEEDLES);
  if (searched.kind !== 'pieces') throw new Error(searched.kind);
  const seen: string[] = [];
  let column = 1;
  for await (const piece of searched.pieces) {
    expect(piece.line).toBe(1);
    expect(piece.column).toBe(column);
    column += piece.text.length;
    seen.push(...piece.text.trim().split(' '));
  }
  expect(seen).toEqual(words);
});

test('a file over 64 MiB is not read', async () => {
  const path = join(tempDir(), 'file');
  writeFileSync(path, 'a'.repeat(9000));
  truncateSync(path, 65 * 2 ** 20);
  expect(await search(path, NEEDLES)).toEqual({ kind: 'too-large' });
});
