import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { tempDir } from './temp.js';

/** A file system of 64 KiB, in memory, gone when the test ends. Needs `canMount`. */
export function smallDisk(): string {
  const directory = tempDir();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'ant-test', directory]);
  onTestFinished(() => {
    execFileSync('umount', [directory]);
  });
  return directory;
}

/** Whether this process may mount file systems, tried in a name space of its own. */
export function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'probe', '/mnt'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
