import { constants } from 'node:fs';
import { access, chmod, mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env } from '../host.js';

/** A new 0700 directory, in memory rather than on a disk where the system has such a place. */
export async function temporaryDirectory(prefix: string, env: Env): Promise<string> {
  const directory = await mkdtemp(join(await temporaryBase(env), prefix));
  await chmod(directory, 0o700);
  return directory;
}

/** Where such directories are made. */
export async function temporaryBase(env: Env): Promise<string> {
  const runtime = env.XDG_RUNTIME_DIR;
  if (runtime?.startsWith('/') && (await isOurs(runtime))) return runtime;
  if (process.platform === 'linux' && (await isWritable('/dev/shm'))) return '/dev/shm';
  return tmpdir();
}

/** Not after `su` or `sudo`, which may keep the variable of another user. */
async function isOurs(directory: string): Promise<boolean> {
  const owner = await stat(directory).then(
    ({ uid }) => uid,
    () => undefined,
  );
  return owner === process.geteuid?.() && (await isWritable(directory));
}

function isWritable(directory: string): Promise<boolean> {
  return access(directory, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}
