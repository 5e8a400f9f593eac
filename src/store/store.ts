import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { printable } from '../printable.js';
import type { Secret } from '../secret.js';
import { credentialsPath } from './credentials-file.js';
import { keepItem, keychainError, probe, type Refusal } from './keychain-calls.js';
import {
  decodeLogin,
  decodeRenewal,
  encodeLogin,
  encodeRenewal,
  itemAccount,
} from './keychain-items.js';
import type { Login, Renewal, Shelf } from './login.js';
import { readCredentials, readReplaceable, writeCredentials } from './private-file.js';

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
    const found = { refreshToken, clientId: undefined, origin };
    return shelf.backend === 'file' ? found : { ...found, keptIn: 'file' };
  }
  if (shelf.backend === 'file') return undefined;
  // A file without our note of its origin holds a static token, which has nothing in the keychain.
  const mustBeThere = shelf.backend === 'keychain' || file?.origin !== undefined;
  const item = await findItem(host, shelf, { item: 'refresh', mustBeThere });
  return item && (decodeRenewal(shelf, item) ?? foreignItem(shelf, 'refresh'));
}

/**
 * Keeps a login in place of the one before. The refresh token is durable before the access token is
 * touched, so whatever fails leaves a login that works or can be renewed. Without `renewal`, nothing
 * of an earlier login stays that could renew it.
 */
export async function saveLogin(
  host: Machine,
  shelf: Shelf,
  { login, renewal }: { readonly login: Login; readonly renewal?: Renewal },
): Promise<void> {
  const origin = renewal?.origin;
  const inFile = { login, ...(origin && { origin }) };
  if (shelf.backend === 'file' || renewal?.keptIn === 'file') {
    const refreshToken = renewal && { refreshToken: renewal.refreshToken };
    return writeCredentials(host, shelf, { ...inFile, ...refreshToken });
  }
  await checkShelf(host, shelf);
  const account = itemAccount(shelf, 'refresh');
  if (renewal === undefined) await removeItem(host, account);
  else await keepItem(host, account, encodeRenewal(shelf, renewal));
  if (shelf.backend === 'split') return writeCredentials(host, shelf, inFile);
  await keepItem(host, itemAccount(shelf, 'access'), encodeLogin(shelf, login, origin));
  await host.files.remove(credentialsPath(host.platform, shelf));
}

/**
 * An `AntError('file')` when what lies in the profile's place must not be replaced: a link, another
 * user's file, a newer version. Asked before a browser opens, since the login could not be kept.
 */
export async function checkShelf(host: Machine, shelf: Shelf): Promise<void> {
  await readReplaceable(host, shelf);
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
    throwUnlessNone(host, trouble, shelf.backend === 'keychain' || file?.origin !== undefined);
  }
  return [...(fileRemoved ? [`the file ${printable(path, 300)}`] : []), ...removed];
}

/**
 * Deletes what an earlier login left in the keychain after a profile has moved to another backend.
 * Best effort: nothing reads those items any more.
 */
export async function removeLeftovers(host: Machine, shelf: Shelf): Promise<void> {
  const items = { file: ['refresh', 'access'], split: ['access'], keychain: [] } as const;
  await removeItems(host, shelf, items[shelf.backend]);
}

/**
 * A renewal bound to the origin it may be sent to: its own, else `otherwise`. An
 * `AntError('no-credential')` when `contacting` is another one. All are origins as `URL` spells them.
 */
export function renewalFor(
  renewal: Renewal,
  { contacting, otherwise }: { readonly contacting: string; readonly otherwise: string },
): Renewal & { readonly origin: string } {
  const origin = renewal.origin ?? otherwise;
  if (origin === contacting) return { ...renewal, origin };
  throw new AntError(
    'no-credential',
    `this login belongs to ${printable(origin)}, and its refresh token is not sent to ${printable(contacting)}`,
    {
      hint: 'check the base URL, or sign in there under another name: ant auth login --profile NAME',
    },
  );
}

type Wanted = {
  readonly item: 'access' | 'refresh';
  /** Whether its absence is a fault. */
  readonly mustBeThere: boolean;
};

async function findItem(
  host: Machine,
  shelf: Shelf,
  { item, mustBeThere }: Wanted,
): Promise<Secret | undefined> {
  const answer = await host.keychain.get(itemAccount(shelf, item));
  if (answer.state === 'ok' && answer.value !== undefined) return answer.value;
  // A locked Secret Service hides its items; only a write tells that from a lost one.
  const silent = answer.state === 'ok';
  const refusal = silent ? await probe(host, itemAccount(shelf, 'probe')) : answer;
  throwUnlessNone(host, refusal, mustBeThere);
  if (mustBeThere) throw removedItem(shelf);
  return undefined;
}

/** A machine without a keychain is only in the way of what must be in one. */
function throwUnlessNone(host: Machine, refusal: Refusal | undefined, mustBeThere: boolean): void {
  if (refusal === undefined) return;
  if (mustBeThere || refusal.state !== 'absent') throw keychainError(host.platform, refusal);
}

function removedItem({ profile }: Shelf): AntError {
  return new AntError(
    'keychain',
    `the keychain item of profile "${profile}" is gone: something other than ant removed it`,
    { hint: `run: ant auth login --profile ${profile}` },
  );
}

function foreignItem(shelf: Shelf, item: 'access' | 'refresh'): never {
  throw new AntError(
    'keychain',
    `the keychain item ${itemAccount(shelf, item)} holds something that ant did not write`,
    { hint: `look at it, delete it, and run: ant auth login --profile ${shelf.profile}` },
  );
}

function laterLogin({ platform }: Machine, shelf: Shelf): string {
  const path = printable(credentialsPath(platform, shelf), 300);
  return `another tool has since signed in to profile "${shelf.profile}", so the login in ${path} is used and the one in the keychain is not`;
}

async function removeItem(host: Machine, account: string): Promise<void> {
  const answer = await host.keychain.remove(account);
  if (answer.state !== 'ok' && answer.state !== 'absent') {
    throw keychainError(host.platform, answer);
  }
}

type Removal = { readonly removed: readonly string[]; readonly refusal?: Refusal };

/** Stops at the first refusal: a keychain that hangs would make every further call wait as long. */
async function removeItems(
  { keychain }: Machine,
  shelf: Shelf,
  items: readonly ('access' | 'refresh')[],
): Promise<Removal> {
  const removed: string[] = [];
  for (const item of items) {
    const answer = await keychain.remove(itemAccount(shelf, item));
    if (answer.state !== 'ok') return { removed, refusal: answer };
    if (answer.value) removed.push(`the ${item} token in the keychain`);
  }
  return { removed };
}
