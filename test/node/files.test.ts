import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { realFiles } from '../../src/node/files.js';
import { tempDir } from '../support/temp.js';

const files = realFiles({});
const PRIVATE = { mode: 0o600, directoryMode: 0o700 };
const mode = (path: string) => statSync(path).mode & 0o777;
const withUmask = (mask: number) => {
  const before = process.umask(mask);
  onTestFinished(() => {
    process.umask(before);
  });
};
const fifo = (path: string) => execFileSync('mkfifo', [path]);

describe('reading', () => {
  test('nothing there is undefined, not an error', async () => {
    expect(await files.read(join(tempDir(), 'none'))).toBeUndefined();
  });

  test('a file is its text, its mode, its owner and its number of names', async () => {
    const path = join(tempDir(), 'file');
    writeFileSync(path, 'grüße');
    chmodSync(path, 0o640);
    linkSync(path, `${path}-again`);
    expect(await files.read(path)).toEqual({
      kind: 'file',
      mode: 0o640,
      owner: process.getuid?.() ?? 0,
      links: 2,
      text: 'grüße',
    });
  });

  test('E59: a symlink is reported as one, and followed only when asked', async () => {
    const directory = tempDir();
    writeFileSync(join(directory, 'target'), 'inside');
    symlinkSync('target', join(directory, 'link'));
    const unfollowed = await files.read(join(directory, 'link'));
    expect(unfollowed).toMatchObject({ kind: 'symlink', text: '' });
    const followed = await files.read(join(directory, 'link'), { follow: true });
    expect(followed).toMatchObject({ kind: 'file', text: 'inside' });
  });

  test('E50: a FIFO without a writer does not block, also behind a followed link', async () => {
    const directory = tempDir();
    fifo(join(directory, 'fifo'));
    symlinkSync('fifo', join(directory, 'link'));
    expect(await files.read(join(directory, 'fifo'))).toMatchObject({ kind: 'other', text: '' });
    const linked = await files.read(join(directory, 'link'), { follow: true });
    expect(linked).toMatchObject({ kind: 'other', text: '' });
  });

  test('E50: an endless device and a directory are what they are, and not read', async () => {
    expect(await files.read('/dev/zero')).toMatchObject({ kind: 'other', text: '' });
    expect(await files.read(tempDir())).toMatchObject({ kind: 'directory', mode: 0o700 });
  });

  test('E50: a file over the limit is refused, one at the limit is read', async () => {
    const path = join(tempDir(), 'large');
    writeFileSync(path, 'x'.repeat(101));
    await expect(files.read(path, { maxBytes: 100 })).rejects.toMatchObject({
      code: 'file',
      message: `${path} is larger than 100 bytes`,
    });
    expect(await files.read(path, { maxBytes: 101 })).toMatchObject({ links: 1 });
  });

  test('a 10 MB file is refused by default', async () => {
    const path = join(tempDir(), 'large');
    writeFileSync(path, Buffer.alloc(10_000_000, 'x'));
    await expect(files.read(path)).rejects.toMatchObject({ code: 'file' });
  });

  test.each([
    ['a file where a directory should be', 'file/below', 'a part of the path is not a directory'],
    ['a name that is too long', 'n'.repeat(300), 'the name is too long'],
    ['a name with a NUL', 'a\0b', 'no path and no word for a program may hold a NUL character'],
  ])('%s is named with its cause', async (_story, name, cause) => {
    const directory = tempDir();
    writeFileSync(join(directory, 'file'), '');
    await expect(files.read(join(directory, name))).rejects.toMatchObject({
      code: 'file',
      message: expect.stringMatching(new RegExp(`^could not read .*: ${cause}$`)),
    });
  });
});

describe('writing', () => {
  test('E60: with umask 000, files and new directories still have exactly the asked modes', async () => {
    withUmask(0);
    const directory = tempDir();
    await files.write(join(directory, 'a/b/file'), 'text', PRIVATE);
    const modes = ['a', 'a/b', 'a/b/file'].map((name) => mode(join(directory, name)));
    expect(modes).toEqual([0o700, 0o700, 0o600]);
  });

  test('E60: with umask 077, a public file is still readable by all', async () => {
    withUmask(0o077);
    const path = join(tempDir(), 'configs/default.json');
    await files.write(path, '{}', { mode: 0o644, directoryMode: 0o755 });
    expect([mode(path), mode(join(path, '..'))]).toEqual([0o644, 0o755]);
  });

  test('an existing directory keeps its mode', async () => {
    const directory = tempDir();
    chmodSync(directory, 0o750);
    await files.write(join(directory, 'file'), 'text', PRIVATE);
    expect(mode(directory)).toBe(0o750);
  });

  test('E61: an existing file that all may read becomes private with the next write', async () => {
    const path = join(tempDir(), 'file');
    writeFileSync(path, 'old', { mode: 0o644 });
    await files.write(path, 'new', PRIVATE);
    expect([readFileSync(path, 'utf8'), mode(path)]).toEqual(['new', 0o600]);
  });

  test('E59: another name of the same file keeps the old text', async () => {
    const path = join(tempDir(), 'file');
    writeFileSync(path, 'old');
    linkSync(path, `${path}-again`);
    await files.write(path, 'new', PRIVATE);
    expect(readFileSync(`${path}-again`, 'utf8')).toBe('old');
  });

  test.each([
    ['a symbolic link', (path: string) => symlinkSync('elsewhere', path)],
    ['a directory', (path: string) => mkdirSync(path)],
    ['not a regular file', fifo],
  ])('E59: a target that is %s is refused and left as it is', async (kind, make) => {
    const directory = tempDir();
    const path = join(directory, 'target');
    make(path);
    const before = lstatSync(path).ino;
    await expect(files.write(path, 'secret', PRIVATE)).rejects.toMatchObject({
      code: 'file',
      message: `refusing to write ${path}: it is ${kind}`,
    });
    expect(lstatSync(path).ino).toBe(before);
    expect(readdirSync(directory)).toEqual(['target']);
  });

  test('E63: a name of 255 bytes can be written, one of 256 is named with its cause', async () => {
    const directory = tempDir();
    await files.write(join(directory, 'n'.repeat(255)), 'text', PRIVATE);
    await expect(
      files.write(join(directory, 'n'.repeat(256)), 'text', PRIVATE),
    ).rejects.toMatchObject({ code: 'file', message: expect.stringContaining('too long') });
    expect(readdirSync(directory)).toEqual(['n'.repeat(255)]);
  });

  test('E62: a reader sees the old text or the new, whole, while a file is written again and again', async () => {
    const path = join(tempDir(), 'file');
    const texts = ['a'.repeat(100_000), 'b'.repeat(200_000)];
    await files.write(path, texts[0] ?? '', PRIVATE);
    const writing = (async () => {
      for (let turn = 0; turn < 20; turn += 1) {
        await files.write(path, texts[turn % 2] ?? '', PRIVATE);
      }
    })();
    const seen = new Set<string | undefined>();
    for (let turn = 0; turn < 60; turn += 1) seen.add((await files.read(path))?.text);
    await writing;
    expect([...seen].filter((text) => !texts.includes(text ?? ''))).toEqual([]);
  });

  test('many writers at once leave one whole text and nothing else', async () => {
    const directory = tempDir();
    const path = join(directory, 'file');
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(1000));
    await Promise.all(texts.map((text) => files.write(path, text, PRIVATE)));
    expect(texts).toContain(readFileSync(path, 'utf8'));
    expect(readdirSync(directory)).toEqual(['file']);
  });
});

describe('removing and listing', () => {
  test('a file is removed once', async () => {
    const path = join(tempDir(), 'file');
    writeFileSync(path, '');
    expect([await files.remove(path), await files.remove(path)]).toEqual([true, false]);
  });

  test('removing a link leaves what it points to', async () => {
    const directory = tempDir();
    writeFileSync(join(directory, 'target'), '');
    symlinkSync('target', join(directory, 'link'));
    expect(await files.remove(join(directory, 'link'))).toBe(true);
    expect(readdirSync(directory)).toEqual(['target']);
  });

  test('removing a tree does not go through links, and nothing there is fine', async () => {
    const directory = tempDir();
    mkdirSync(join(directory, 'tree/branch'), { recursive: true });
    mkdirSync(join(directory, 'kept'));
    writeFileSync(join(directory, 'kept/file'), '');
    symlinkSync('../kept', join(directory, 'tree/link'));
    await files.removeTree(join(directory, 'tree'));
    await files.removeTree(join(directory, 'tree'));
    expect(readdirSync(directory)).toEqual(['kept']);
    expect(readdirSync(join(directory, 'kept'))).toEqual(['file']);
  });

  test('a listing is sorted, and empty for no directory', async () => {
    const directory = tempDir();
    for (const name of ['b', 'a', 'C']) writeFileSync(join(directory, name), '');
    expect(await files.list(directory)).toEqual(['C', 'a', 'b']);
    expect(await files.list(join(directory, 'none'))).toEqual([]);
  });
});

describe('temporary directories', () => {
  test('one is new, private whatever the umask, and in the runtime directory', async () => {
    withUmask(0);
    const runtime = tempDir();
    const inRuntime = realFiles({ XDG_RUNTIME_DIR: runtime });
    const first = await inRuntime.temporary('ant-exec-');
    const second = await inRuntime.temporary('ant-exec-');
    expect(first).not.toBe(second);
    expect(first.startsWith(join(runtime, 'ant-exec-'))).toBe(true);
    expect(mode(first)).toBe(0o700);
  });

  test('a runtime directory that is not there is passed over', async () => {
    const path = await realFiles({ XDG_RUNTIME_DIR: '/nowhere/at/all' }).temporary('ant-exec-');
    onTestFinished(() => files.removeTree(path));
    expect(mode(path)).toBe(0o700);
  });
});
