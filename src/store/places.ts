import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { printable } from '../printable.js';
import type { Secret } from '../secret.js';
import { type Credentials, credentialsPath } from './credentials-file.js';
import { type ItemName, lookUp } from './find-item.js';
import type { Refusal } from './keychain-calls.js';
import { decodeLogin, decodeRenewal } from './keychain-items.js';
import type { Login, Shelf } from './login.js';
import { readCredentials } from './private-file.js';
import { hasRenewal } from './store.js';

type Machine = Pick<Host, 'files' | 'keychain' | 'platform' | 'user'>;

/**
 * One token in one place. `none`: not there, and nothing is amiss. `missing`: it must be there. `foreign`:
 * something that ant did not write. `unreadable`: the file is not safe or not whole. The others are the
 * keychain's own words.
 */
export type Resting = {
  readonly token: ItemName;
  readonly place: 'keychain' | 'file';
  readonly state: 'found' | 'none' | 'missing' | 'foreign' | 'unreadable' | Refusal['state'];
  readonly because?: string;
};

/** Where a login rests, without a single secret. */
export type Places = {
  readonly path: string;
  readonly resting: readonly Resting[];
  /** How two places contradict each other: another tool signed in later, or a move was interrupted. */
  readonly conflict?: 'signed-in-later' | 'left-over';
  readonly expiresAt?: number;
  /** Where it was issued, when that is noted, and where else its access token may be sent. */
  readonly origin?: string;
  readonly trusted: readonly string[];
};

/** Looks into every place where this profile's login should rest. Throws for nothing that it finds there. */
export async function inspectShelf(host: Machine, shelf: Shelf): Promise<Places> {
  const file = await readFile(host, shelf);
  const found = file.credentials;
  const wanted = ITEMS[shelf.backend];
  const items = wanted.length === 0 ? [] : await inspectItems(host, shelf, { wanted, found });
  const used = found !== undefined && inUse(shelf, found) ? found.login : undefined;
  const login = used ?? items.find(({ login: its }) => its !== undefined)?.login;
  const origin = used === undefined ? login?.origin : found?.origin;
  const conflict = conflictOf(shelf, found);
  return {
    path: credentialsPath(host.platform, shelf),
    resting: [...inFile(shelf, file), ...items.map(({ resting }) => resting)],
    trusted: login?.trusted ?? [],
    ...(conflict && { conflict }),
    ...(login?.expiresAt !== undefined && { expiresAt: login.expiresAt }),
    ...(origin && { origin }),
  };
}

/** What should rest in the keychain. */
const ITEMS = {
  split: ['refresh'],
  keychain: ['refresh', 'access'],
  file: [],
} as const satisfies Record<Shelf['backend'], readonly ItemName[]>;

function inUse({ backend }: Shelf, found: Credentials): boolean {
  return backend !== 'keychain' || found.refreshToken !== undefined;
}

function conflictOf({ backend }: Shelf, found: Credentials | undefined): Places['conflict'] {
  if (found === undefined || backend === 'file') return undefined;
  if (found.refreshToken !== undefined) return 'signed-in-later';
  return backend === 'keychain' ? 'left-over' : undefined;
}

type FileLook = { readonly credentials?: Credentials; readonly because?: string };

async function readFile(host: Machine, shelf: Shelf): Promise<FileLook> {
  try {
    const credentials = await readCredentials(host, shelf);
    return credentials === undefined ? {} : { credentials };
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    return { because: error.message };
  }
}

function inFile({ backend }: Shelf, { credentials, because }: FileLook): readonly Resting[] {
  if (because !== undefined) {
    return [{ token: 'access', place: 'file', state: 'unreadable', because }];
  }
  const state = credentials === undefined ? 'none' : 'found';
  const access = { token: 'access', place: 'file', state } as const;
  const refresh = { token: 'refresh', place: 'file' } as const;
  const renews = credentials?.refreshToken !== undefined;
  return [
    ...(renews ? [{ ...refresh, state: 'found' } as const] : []),
    ...(!renews && backend === 'file' ? [{ ...refresh, state: 'none' } as const] : []),
    ...(credentials === undefined && backend === 'keychain' ? [] : [access]),
  ];
}

type Item = { readonly resting: Resting; readonly login?: Login };
type Look = { readonly wanted: readonly ItemName[]; readonly found: Credentials | undefined };

/** After one refusal the keychain is not asked again: each further call would wait as long. */
async function inspectItems(
  host: Machine,
  shelf: Shelf,
  { wanted, found }: Look,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let refusal: Refusal | undefined;
  for (const token of wanted) {
    const answer: Refusal | Secret | undefined = refusal ?? (await lookUp(host, shelf, token));
    if (answer !== undefined && 'state' in answer) refusal = answer;
    items.push(describe(shelf, { token, answer, found }));
  }
  return items;
}

type Answered = Pick<Look, 'found'> & {
  readonly token: ItemName;
  readonly answer: Refusal | Secret | undefined;
};

function describe(shelf: Shelf, { token, answer, found }: Answered): Item {
  const resting = { token, place: 'keychain' } as const;
  if (answer === undefined) {
    const mustBeThere = shelf.backend === 'keychain' || hasRenewal(found);
    return { resting: { ...resting, state: mustBeThere ? 'missing' : 'none' } };
  }
  if ('state' in answer) {
    const because = printable(answer.because);
    return { resting: { ...resting, state: answer.state, because } };
  }
  if (token === 'refresh') {
    const known = decodeRenewal(shelf, answer) !== undefined;
    return { resting: { ...resting, state: known ? 'found' : 'foreign' } };
  }
  const login = decodeLogin(shelf, answer);
  if (login === undefined) return { resting: { ...resting, state: 'foreign' } };
  return { resting: { ...resting, state: 'found' }, login };
}
