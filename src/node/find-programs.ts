import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { FoundProgram } from '../checkup.js';
import type { Env } from '../host.js';

/** Every program of that name that PATH leads to, and whether it is the one that runs now. Not for Windows. */
export async function findPrograms(name: string, env: Env): Promise<readonly FoundProgram[]> {
  const own = await placeOf(process.argv[1] ?? '');
  const { PATH = '' } = env;
  const directories = new Set(PATH.split(delimiter).filter((each) => each !== ''));
  const found: FoundProgram[] = [];
  for (const directory of directories) {
    const path = join(directory, name);
    if (!(await canRun(path))) continue;
    found.push({ path, ours: own !== undefined && (await placeOf(path)) === own });
  }
  return found;
}

function placeOf(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}

async function canRun(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) return false;
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
