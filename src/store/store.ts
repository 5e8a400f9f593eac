import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { readJsonObject } from '../json.js';
import { printable } from '../printable.js';
import { type Credentials, credentialsPath } from './credentials-file.js';
import {
  dropItem,
  findItem,
  keepItem,
  probeShelf,
  removedItem,
  throwUnlessNone,
} from './find-item.js';
import { readItem, removeItem } from './item.js';
import type { Refusal } from './keychain-calls.js';
import { decodeItem, encodeItem } from './keychain-items.js';
import type { Login, Renewal, Shelf } from './login.js';
import { boundTo, elsewhere, trustHint } from './origin.js';
import { readCredentials } from './private-file.js';
import { makeRoom, readReplaceable, writeCredentials } from './replace-file.js';

type Machine = Pick<Host, 'files' | 'keychain' | 'platform' | 'user' | 'now'>;

/**
 * The login of a profile, `undefined` when nobody is signed in. Asks the keychain only where the whole
 * login should rest there, or no file holds an access token. An `AntError('file')` or `('keychain')` when it cannot be read.
 */
export async function loadLogin(host: Machine, shelf: Shelf): Promise<Login | undefined> {
  const file = await readCredentials(host, shelf);
  const login = file && { ...file.login, ...(file.origin && { origin: file.origin }) };
  if (shelf.backend === 'file') return login;
  if (login && file?.refreshToken) return { ...login, notes: [fileWins(host, shelf, file)] };
  if (shelf.backend === 'split') return login ?? (await loginInItem(host, shelf));
  const item = await findItem(host, shelf, { mustBeThere: true });
  // As in `split`, where something else than `ant` has changed what the profile says.
  const found = item?.login ?? login;
  if (found === undefined) throw removedItem(shelf);
  return found;
}

/** Another tool may have dropped the profile's key that says so: then the whole login rests in the keychain. */
async function loginInItem(host: Machine, shelf: Shelf): Promise<Login | undefined> {
  const answer = await readItem(host, shelf);
  const item = answer.state === 'ok' && answer.value && decodeItem(shelf, answer.value);
  return item ? item.login : undefined;
}

/**
 * What renews the login; `undefined` when nothing does. A refresh token in the file of a profile
 * whose place is the keychain was put there later by another tool, so that one is used. Nothing in the
 * keychain where something must be is an `AntError('keychain')`, never "not signed in".
 */
export async function loadRenewal(host: Machine, shelf: Shelf): Promise<Renewal | undefined> {
  const file = await readCredentials(host, shelf);
  if (file?.refreshToken !== undefined) {
    const { refreshToken, clientId, origin } = file;
    const { trusted } = file.login;
    const found = { refreshToken, clientId, origin, ...(trusted && { trusted }) };
    return shelf.backend === 'file' ? found : { ...found, keptIn: 'file' };
  }
  if (shelf.backend === 'file') return undefined;
  const mustBeThere = shelf.backend === 'keychain' || hasRenewal(file);
  return (await findItem(host, shelf, { mustBeThere }))?.renewal;
}

/**
 * Keeps a login in place of the one before. The refresh token is durable no later than the access token
 * is touched, so whatever fails leaves a login that works or can be renewed. Without `renewal`, nothing
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
    return writeCredentials(host, shelf, { ...inFile, ...inFileToo(renewal) });
  }
  const notes = await makeRoom(host, shelf);
  const whole = { ...(renewal && { renewal }), origin };
  if (shelf.backend === 'split') {
    if (renewal === undefined) await dropItem(host, shelf);
    else await keepItem(host, shelf, encodeItem(shelf, whole));
    return [...notes, ...(await writeCredentials(host, shelf, inFile))];
  }
  await keepItem(host, shelf, encodeItem(shelf, { ...whole, login }));
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
  if (shelf.credentialsPath !== undefined) await requireLoginAt(host, path);
  const fileRemoved = await host.files.remove(path);
  const answer = await removeItem(host, shelf);
  const itemRemoved = answer.state === 'ok' && answer.value;
  if (shelf.backend !== 'file' && !itemRemoved) {
    const trouble = answer.state === 'ok' ? await probeShelf(host, shelf) : answer;
    throwUnlessNone(host, trouble, shelf.backend === 'keychain' || hasRenewal(file));
  }
  return [
    ...(fileRemoved ? [`the file ${printable(path, 300)}`] : []),
    ...(itemRemoved ? ['the keychain item'] : []),
  ];
}

/** A path of the profile's own, which may be somebody else's commit, must not have any file deleted. */
async function requireLoginAt({ files }: Machine, path: string): Promise<void> {
  const view = await files.read(path);
  if (view?.kind !== 'file' || readJsonObject(view.text)?.access_token !== undefined) return;
  throw new AntError('file', `${printable(path, 300)} holds no login, so it was left where it is`, {
    hint: 'the profile leads there with credentials_path; delete that file by hand if it should go',
  });
}

/**
 * Deletes what an earlier login left in the keychain after a profile has moved to a file. Nothing reads that
 * item any more; what kept it from deleting it is returned.
 */
export async function removeLeftovers(host: Machine, shelf: Shelf): Promise<Refusal | undefined> {
  if (shelf.backend !== 'file') return undefined;
  const answer = await removeItem(host, shelf);
  return answer.state === 'ok' ? undefined : answer;
}

/** A token that we wrote has a renewal; a static one that somebody put there has nothing in the keychain. */
export function hasRenewal(file: Credentials | undefined): boolean {
  return file?.ours === true && file.origin !== undefined;
}

/** What a credentials file holds of a login that is renewed from there. */
export function inFileToo(
  renewal: Renewal | undefined,
): Pick<Credentials, 'refreshToken' | 'clientId'> {
  return renewal === undefined
    ? {}
    : { refreshToken: renewal.refreshToken, clientId: renewal.clientId };
}

/** The login is whole in the file, and the profile says that it is not. */
function fileWins({ platform }: Machine, shelf: Shelf, { ours }: Credentials): string {
  const { profile, backend } = shelf;
  const path = printable(credentialsPath(platform, shelf), 300);
  return ours
    ? `the login of profile "${profile}" rests in ${path} and not in the keychain; move it there with: ant auth store move ${backend} --profile ${profile}`
    : `another tool has since signed in to profile "${profile}", so the login in ${path} is used and the one in the keychain is not`;
}
