import type { Host } from '../host.js';
import { printable } from '../printable.js';
import { type Credentials, credentialsPath } from './credentials-file.js';
import { findItem, foreignItem, removeItem, removeItems, throwUnlessNone } from './find-item.js';
import { keepItem, probe, type Refusal } from './keychain-calls.js';
import {
  decodeLogin,
  decodeRenewal,
  encodeLogin,
  encodeRenewal,
  itemAccount,
} from './keychain-items.js';
import type { Login, Renewal, Shelf } from './login.js';
import { boundTo, elsewhere, trustHint } from './origin.js';
import { readCredentials } from './private-file.js';
import { makeRoom, readReplaceable, writeCredentials } from './replace-file.js';

type Machine = Pick<Host, 'files' | 'keychain' | 'platform' | 'user'>;

/**
 * The login of a profile, `undefined` when nobody is signed in. Asks the keychain only where the
 * whole login rests there. An `AntError('file')` or `('keychain')` when it cannot be read.
 */
export async function loadLogin(host: Machine, shelf: Shelf): Promise<Login | undefined> {
  const file = await readCredentials(host, shelf);
  const login = file && { ...file.login, ...(file.origin && { origin: file.origin }) };
  if (shelf.backend === 'file') return login;
  if (login && file?.refreshToken) return { ...login, notes: [laterLogin(host, shelf)] };
  if (shelf.backend === 'split') return login;
  const item = await findItem(host, shelf, { item: 'access', mustBeThere: true });
  return item && (decodeLogin(shelf, item) ?? foreignItem(shelf, 'access'));
}

/**
 * What renews the login; `undefined` when nothing does. A refresh token in the file of a profile
 * whose place is the keychain was put there later by another tool, so that one is used. Nothing in the
 * keychain where something must be is an `AntError('keychain')`, never "not signed in".
 */
export async function loadRenewal(host: Machine, shelf: Shelf): Promise<Renewal | undefined> {
  const file = await readCredentials(host, shelf);
  if (file?.refreshToken !== undefined) {
    const { refreshToken, origin } = file;
    const { trusted } = file.login;
    const found = { refreshToken, clientId: undefined, origin, ...(trusted && { trusted }) };
    return shelf.backend === 'file' ? found : { ...found, keptIn: 'file' };
  }
  if (shelf.backend === 'file') return undefined;
  const mustBeThere = shelf.backend === 'keychain' || hasRenewal(file);
  const item = await findItem(host, shelf, { item: 'refresh', mustBeThere });
  return item && (decodeRenewal(shelf, item) ?? foreignItem(shelf, 'refresh'));
}

/**
 * Keeps a login in place of the one before. The refresh token is durable before the access token is
 * touched, so whatever fails leaves a login that works or can be renewed. Without `renewal`, nothing
 * of an earlier login stays that could renew it. Returns lines for the person: a corrupt file that had
 * to make room.
 */
export async function saveLogin(
  host: Machine,
  shelf: Shelf,
  { login, renewal }: { readonly login: Login; readonly renewal?: Renewal },
): Promise<readonly string[]> {
  const origin = renewal?.origin;
  const inFile = { login, ...(origin && { origin }) };
  if (shelf.backend === 'file' || renewal?.keptIn === 'file') {
    const refreshToken = renewal && { refreshToken: renewal.refreshToken };
    return writeCredentials(host, shelf, { ...inFile, ...refreshToken });
  }
  const notes = await makeRoom(host, shelf);
  const account = itemAccount(shelf, 'refresh');
  if (renewal === undefined) await removeItem(host, account);
  else await keepItem(host, account, encodeRenewal(shelf, renewal));
  if (shelf.backend === 'split') {
    return [...notes, ...(await writeCredentials(host, shelf, inFile))];
  }
  await keepItem(host, itemAccount(shelf, 'access'), encodeLogin(shelf, login, origin));
  await host.files.remove(credentialsPath(host.platform, shelf));
  return notes;
}

/**
 * An `AntError('file')` when what lies in the profile's place must not be replaced: a link, another
 * user's file, a newer version. Asked before a browser opens, since the login could not be kept.
 */
export async function checkShelf(host: Machine, shelf: Shelf): Promise<void> {
  await readReplaceable(host, shelf);
}

/**
 * The stricter rule for a refresh token: it goes to the origin that issued it and nowhere else, trusted
 * or not. Only where nobody noted that origin, the person's trust says it, else it is the platform's own.
 */
export function renewalFor(
  renewal: Renewal,
  { contacting, profile }: { readonly contacting: string; readonly profile: string },
): Renewal & { readonly origin: string } {
  const origin = boundTo(renewal, contacting);
  if (origin === contacting) return { ...renewal, origin };
  const hint =
    renewal.origin === undefined
      ? trustHint(contacting, profile)
      : 'check the base URL, or sign in there under another name: ant auth login --profile NAME';
  throw elsewhere({ what: 'refresh token', belongs: origin, to: contacting, hint });
}

/**
 * Deletes a login from every place it could rest, and says in words what was deleted. The file goes
 * first; an `AntError('keychain')` then means that the keychain may still hold something.
 */
export async function removeLogin(host: Machine, shelf: Shelf): Promise<readonly string[]> {
  // A file that cannot be read must not keep anyone from deleting it.
  const file = await readCredentials(host, shelf).catch(() => undefined);
  const path = credentialsPath(host.platform, shelf);
  const fileRemoved = await host.files.remove(path);
  const { removed, refusal } = await removeItems(host, shelf, ['refresh', 'access']);
  if (shelf.backend !== 'file') {
    const silent = refusal === undefined && removed.length === 0;
    const trouble = silent ? await probe(host, itemAccount(shelf, 'probe')) : refusal;
    throwUnlessNone(host, trouble, shelf.backend === 'keychain' || hasRenewal(file));
  }
  return [...(fileRemoved ? [`the file ${printable(path, 300)}`] : []), ...removed];
}

/**
 * Deletes what an earlier login left in the keychain after a profile has moved to another backend.
 * Nothing reads those items any more; what kept it from deleting them is returned.
 */
export async function removeLeftovers(host: Machine, shelf: Shelf): Promise<Refusal | undefined> {
  const items = { file: ['refresh', 'access'], split: ['access'], keychain: [] } as const;
  return (await removeItems(host, shelf, items[shelf.backend])).refusal;
}

/** A token that we wrote has a renewal; a static one that somebody put there has nothing in the keychain. */
export function hasRenewal(file: Credentials | undefined): boolean {
  return file?.ours === true && file.origin !== undefined;
}

function laterLogin({ platform }: Machine, shelf: Shelf): string {
  const path = printable(credentialsPath(platform, shelf), 300);
  return `another tool has since signed in to profile "${shelf.profile}", so the login in ${path} is used and the one in the keychain is not`;
}
