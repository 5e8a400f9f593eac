import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { printable } from '../printable.js';
import { type Credentials, credentialsPath } from './credentials-file.js';
import { lookUp } from './find-item.js';
import type { Refusal } from './keychain-calls.js';
import { decodeItem, type ItemContent } from './keychain-items.js';
import type { Shelf } from './login.js';
import { readCredentials } from './private-file.js';
import { hasRenewal } from './store.js';

type Machine = Pick<Host, 'files' | 'keychain' | 'platform' | 'user' | 'now'>;

type Token = 'refresh' | 'access';

/**
 * One token in one place. `none`: not there, and nothing is amiss. `missing`: it must be there. `foreign`:
 * something that ant did not write. `unreadable`: the file is not safe or not whole. The others are the
 * keychain's own words.
 */
export type Resting = {
  readonly token: Token;
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
  const item = shelf.backend === 'file' ? NO_ITEM : await inspectItem(host, shelf, found);
  const used = found !== undefined && inUse(shelf, found) ? found.login : undefined;
  const login = used ?? item.content.login;
  const origin = used === undefined ? login?.origin : found?.origin;
  const conflict = conflictOf(shelf, found);
  return {
    path: credentialsPath(host.platform, shelf),
    resting: [...inFile(shelf, file), ...item.resting],
    trusted: login?.trusted ?? [],
    ...(conflict && { conflict }),
    ...(login?.expiresAt !== undefined && { expiresAt: login.expiresAt }),
    ...(origin && { origin }),
  };
}

/** What should rest in the keychain. */
const IN_KEYCHAIN = {
  split: ['refresh'],
  keychain: ['refresh', 'access'],
  file: [],
} as const satisfies Record<Shelf['backend'], readonly Token[]>;

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

type Item = { readonly resting: readonly Resting[]; readonly content: ItemContent };

const NO_ITEM: Item = { resting: [], content: {} };

async function inspectItem(
  host: Machine,
  shelf: Shelf,
  found: Credentials | undefined,
): Promise<Item> {
  const answer = await lookUp(host, shelf);
  const rest = (state: Resting['state'], because?: string) =>
    IN_KEYCHAIN[shelf.backend].map((token) => resting(token, state, because));
  if (answer === undefined) {
    const mustBeThere = shelf.backend === 'keychain' || hasRenewal(found);
    return { resting: rest(mustBeThere ? 'missing' : 'none'), content: {} };
  }
  if ('state' in answer) {
    return { resting: rest(answer.state, printable(answer.because)), content: {} };
  }
  const content = decodeItem(shelf, answer);
  if (content === undefined) return { resting: rest('foreign'), content: {} };
  const states = {
    refresh: content.renewal === undefined ? 'none' : 'found',
    access: content.login === undefined ? 'missing' : 'found',
  } as const;
  const each = IN_KEYCHAIN[shelf.backend].map((token) => resting(token, states[token]));
  return { resting: each, content };
}

function resting(token: Token, state: Resting['state'], because?: string): Resting {
  return { token, place: 'keychain', state, ...(because !== undefined && { because }) };
}
