import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { realFiles } from '../../src/node/files.js';
import { needs } from '../support/require.js';
import { tempDir } from '../support/temp.js';

const files = realFiles({});
const PRIVATE = { mode: 0o600, directoryMode: 0o700 };
const isRoot = process.getuid?.() === 0;

/** A file system of 64 KiB, in memory, gone when the test ends. */
function smallDisk(): string {
  const directory = tempDir();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'ant-test', directory]);
  onTestFinished(() => {
    execFileSync('umount', [directory]);
  });
  return directory;
}

function canMount(): boolean {
  if (!isRoot) return false;
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'probe', '/mnt'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

describe.runIf(needs('mount (and root)', canMount))('a small disk', () => {
  test('E63: when it is full, the old file stays whole, no temp file stays, the cause is named', async () => {
    const disk = smallDisk();
    const path = join(disk, 'default.json');
    await files.write(path, 'old', PRIVATE);
    await expect(files.write(path, 'x'.repeat(200_000), PRIVATE)).rejects.toMatchObject({
      code: 'file',
      message: `could not write ${path}: the disk is full`,
      hint: 'free some space and run the command again',
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(disk)).toEqual(['default.json']);
  });

  test('E63: when it is read-only, that is said', async () => {
    const disk = smallDisk();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const path = join(disk, 'credentials/default.json');
    await expect(files.write(path, 'text', PRIVATE)).rejects.toMatchObject({
      message: `could not write ${path}: the file system is read-only`,
    });
  });
});

describe.runIf(isRoot)('what an earlier sudo left behind', () => {
  const NOBODY = 65534;
  const asNobody = () => {
    process.seteuid?.(NOBODY);
    onTestFinished(() => process.seteuid?.(0));
  };

  test('E60: a directory of root is named as root’s, and nothing is written', async () => {
    const directory = tempDir();
    chmodSync(directory, 0o755);
    asNobody();
    const path = join(directory, 'default.json');
    await expect(files.write(path, 'text', PRIVATE)).rejects.toMatchObject({
      code: 'file',
      message: `could not write ${path}: permission denied`,
      hint: expect.stringContaining(`${directory} belongs to user 0`),
    });
    expect(readdirSync(directory)).toEqual([]);
  });

  test('E60: a file of root in our own directory can be replaced, and is ours afterwards', async () => {
    const directory = tempDir();
    const path = join(directory, 'default.json');
    await files.write(path, 'of root', PRIVATE);
    chownSync(directory, NOBODY, NOBODY);
    asNobody();
    await expect(files.read(path)).rejects.toMatchObject({
      message: `could not read ${path}: permission denied`,
    });
    await files.write(path, 'ours', PRIVATE);
    expect(await files.read(path)).toMatchObject({ owner: NOBODY, text: 'ours' });
  });
});
