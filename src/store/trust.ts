import type { Host } from '../host.js';
import { findItem, foreignItem } from './find-item.js';
import { keepItem } from './keychain-calls.js';
import { decodeLogin, encodeLogin, itemAccount } from './keychain-items.js';
import type { Shelf } from './login.js';
import { readCredentials } from './private-file.js';
import { writeCredentials } from './replace-file.js';

type Machine = Pick<Host, 'files' | 'keychain' | 'platform' | 'user'>;

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
  if (file !== undefined && (shelf.backend !== 'keychain' || file.refreshToken !== undefined)) {
    await writeCredentials(host, shelf, { ...file, login: { ...file.login, trusted } });
    return true;
  }
  if (shelf.backend !== 'keychain') return false;
  const item = await findItem(host, shelf, { item: 'access', mustBeThere: true });
  if (item === undefined) return false;
  const login = decodeLogin(shelf, item) ?? foreignItem(shelf, 'access');
  const changed = encodeLogin(shelf, { ...login, trusted }, login.origin);
  await keepItem(host, itemAccount(shelf, 'access'), changed);
  return true;
}
