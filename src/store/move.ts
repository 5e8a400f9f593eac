import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { printable } from '../printable.js';
import { credentialsPath } from './credentials-file.js';
import { keepItem } from './find-item.js';
import { removeItem, writeItem } from './item.js';
import type { Refusal } from './keychain-calls.js';
import { encodeItem } from './keychain-items.js';
import type { Login, Renewal, Shelf } from './login.js';
import { readCredentials } from './private-file.js';
import { makeRoom, writeCredentials } from './replace-file.js';
import { inFileToo, removeLeftovers } from './store.js';

type Machine = Pick<Host, 'files' | 'keychain' | 'platform' | 'user' | 'now'>;

/** A login that is being moved, with what renews it. */
export type Moving = { readonly login: Login; readonly renewal?: Renewal };

/**
 * The first half of a move: makes the login whole in its new places and reads it back, and takes nothing
 * away. Until the profile says otherwise it is still read where it was. Returns lines for the person.
 */
export async function placeLogin(
  host: Machine,
  target: Shelf,
  moving: Moving,
): Promise<readonly string[]> {
  const { login, renewal } = moving;
  const origin = renewal?.origin ?? login.origin;
  const notes = await makeRoom(host, target);
  if (target.backend === 'file') {
    const inFile = { login, ...(origin && { origin }), ...inFileToo(renewal) };
    await writeCredentials(host, target, inFile);
    await readBack(host, target, moving);
    return notes;
  }
  // Also on the way to `split`: the profile may still say that all of it is in the keychain.
  await keepItem(host, target, encodeItem(target, { ...moving, origin }));
  if (target.backend === 'keychain') return notes;
  // A refresh token in the file goes last: the profile may still say that it is there.
  const file = await readCredentials(host, target);
  if (file?.refreshToken !== undefined) return notes;
  await writeCredentials(host, target, { login, ...(origin && { origin }) });
  await readBack(host, target, { login });
  return notes;
}

/**
 * The second half, after the profile names the new backend: takes the login out of the other places.
 * What kept it from doing so in the keychain is returned.
 */
export async function clearOthers(
  host: Machine,
  target: Shelf,
  { login, renewal }: Moving,
): Promise<Refusal | undefined> {
  const origin = renewal?.origin ?? login.origin;
  if (target.backend === 'split') {
    await writeCredentials(host, target, { login, ...(origin && { origin }) });
    return clearItem(host, target, renewal);
  }
  if (target.backend === 'keychain') {
    await host.files.remove(credentialsPath(host.platform, target));
  }
  return removeLeftovers(host, target);
}

/** Leaves in the keychain what renews the login, and nothing else. */
async function clearItem(
  host: Machine,
  target: Shelf,
  renewal: Renewal | undefined,
): Promise<Refusal | undefined> {
  if (renewal !== undefined) {
    return writeItem(host, target, encodeItem(target, { renewal, origin: renewal.origin }));
  }
  const answer = await removeItem(host, target);
  return answer.state === 'ok' ? undefined : answer;
}

async function readBack(host: Machine, target: Shelf, { login, renewal }: Moving): Promise<void> {
  const file = await readCredentials(host, target);
  const same =
    file?.login.accessToken.reveal() === login.accessToken.reveal() &&
    file.refreshToken?.reveal() === renewal?.refreshToken.reveal();
  if (same) return;
  const path = printable(credentialsPath(host.platform, target), 300);
  throw new AntError('file', `${path} does not hold what was just written to it`, {
    hint: 'look at that disk; the login is still where it was',
  });
}
