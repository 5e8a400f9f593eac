import { constants } from 'node:fs';

/** Neither a link nor a FIFO that took the file's place since it was met is followed or waited for. */
export const READ_ONLY =
  constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

export function holdsAny(bytes: Buffer, needles: readonly Uint8Array[]): boolean {
  return needles.some((needle) => bytes.indexOf(needle) >= 0);
}
