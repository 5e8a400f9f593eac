import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AntError } from '../errors.js';
import { printable } from '../printable.js';
import { orNothing } from './file-errors.js';

/**
 * An `AntError('file')` when `sudo ant` is about to make something in the caller's own directories, as it
 * does where sudo keeps HOME: root would own it, and be in the person's way from then on.
 */
export function refuseUnderSudo(path: string): void {
  const caller = Number(process.env.SUDO_UID);
  if (process.geteuid?.() !== 0 || !(caller > 0)) return;
  const { directory, owner } = nearest(dirname(path));
  if (owner !== caller) return;
  throw new AntError(
    'file',
    `not writing ${printable(path, 300)} as root: ${printable(directory, 300)} belongs to user ${owner}, who called sudo`,
    { hint: 'run ant without sudo' },
  );
}

/** The directory that is there already, and whose it is. */
function nearest(directory: string): { directory: string; owner: number } {
  const isTop = directory === dirname(directory);
  const found = isTop ? statSync(directory) : orNothing(() => statSync(directory));
  return found === undefined ? nearest(dirname(directory)) : { directory, owner: found.uid };
}
