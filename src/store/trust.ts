import type { Host } from '../host.js';
import { findItem, keepItem } from './find-item.js';
import { encodeItem } from './keychain-items.js';
import type { Shelf } from './login.js';
import { readCredentials } from './private-file.js';
import { writeCredentials } from './replace-file.js';

type Machine = Pick<Host, 'files' | 'keychain' | 'platform' | 'user' | 'now'>;

/**
 * Notes, beside the access token itself, which other origins it may be sent to; an empty list forgets
 * them. `false` when there is no login. Never in the profile's file, which people commit and share.
 */
export async function saveTrusted(
  host: Machine,
  shelf: Shelf,
  trusted: readonly string[],
): Promise<boolean> {
  const file = await readCredentials(host, shelf);
  const isInFile = file !== undefined && (shelf.backend !== 'keychain' || file.refreshToken);
  const mayBeInItem = shelf.backend !== 'file' && !isInFile;
  const mustBeThere = shelf.backend === 'keychain';
  const item = mayBeInItem ? await findItem(host, shelf, { mustBeThere }) : undefined;
  if (item?.login !== undefined) {
    const { login, ...rest } = item;
    const changed = { ...rest, login: { ...login, trusted }, origin: login.origin };
    await keepItem(host, shelf, encodeItem(shelf, changed));
    return true;
  }
  if (file === undefined) return false;
  await writeCredentials(host, shelf, { ...file, login: { ...file.login, trusted } });
  return true;
}
