import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AntError } from '../errors.js';
import { printable } from '../printable.js';
import { codeOf } from './file-errors.js';

/**
 * An `AntError('file')` when `sudo ant` is about to make something in the caller's own directories, as it
 * does where sudo keeps HOME: root would own it, and be in the person's way from then on.
 */
export async function refuseUnderSudo(path: string): Promise<void> {
  const caller = Number(process.env.SUDO_UID);
  if (process.geteuid?.() !== 0 || !(caller > 0)) return;
  const { directory, owner } = await nearest(dirname(path));
  if (owner !== caller) return;
  throw new AntError(
    'file',
    `not writing ${printable(path, 300)} as root: ${printable(directory, 300)} belongs to user ${owner}, who called sudo`,
    { hint: 'run ant without sudo' },
  );
}

/** The directory that is there already, and whose it is. */
async function nearest(directory: string): Promise<{ directory: string; owner: number }> {
  try {
    return { directory, owner: (await stat(directory)).uid };
  } catch (error) {
    const isMissing = codeOf(error) === 'ENOENT' && directory !== dirname(directory);
    if (!isMissing) throw error;
    return nearest(dirname(directory));
  }
}
