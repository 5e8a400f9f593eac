import { accessSync, chmodSync, constants, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env } from '../host.js';

/** A new 0700 directory, in memory rather than on a disk where the system has such a place. */
export function temporaryDirectory(prefix: string, env: Env): string {
  const directory = mkdtempSync(join(temporaryBase(env), prefix));
  chmodSync(directory, 0o700);
  return directory;
}

/** Where such directories are made. */
export function temporaryBase(env: Env): string {
  const runtime = env.XDG_RUNTIME_DIR;
  if (runtime?.startsWith('/') && isOurs(runtime)) return runtime;
  if (process.platform === 'linux' && isWritable('/dev/shm')) return '/dev/shm';
  return tmpdir();
}

/** Not after `su` or `sudo`, which may keep the variable of another user. */
function isOurs(directory: string): boolean {
  return isWritable(directory) && statSync(directory).uid === process.geteuid?.();
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
