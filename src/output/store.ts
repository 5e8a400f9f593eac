import { printable } from '../printable.js';
import type { ProfileType } from '../profiles/profile.js';
import type { Backend } from '../store/login.js';
import type { Places, Resting } from '../store/places.js';
import type { Unrevoked } from '../store/unrevoked.js';
import { ending, instant } from './time.js';

/** Where one profile's secrets rest, or why its file does not say. */
export type ProfileStore =
  | {
      readonly profile: string;
      readonly kind: ProfileType;
      readonly backend: Backend;
      readonly places: Places;
    }
  | { readonly profile: string; readonly because: string };

export type Stores = {
  readonly profiles: readonly ProfileStore[];
  readonly unrevoked: readonly Unrevoked[];
};

/** A heading a profile, a line a token, and what to do where something is amiss. */
export function renderStores({ profiles, unrevoked }: Stores, now: number): string {
  if (profiles.length === 0 && unrevoked.length === 0) {
    return 'there are no profiles here; make one with: ant auth login\n';
  }
  const blocks = profiles.map((each) => renderProfile(each, now).join('\n'));
  const lines = unrevoked.map((each) => unrevokedLine(each));
  return `${[...blocks, ...lines].join('\n')}\n`;
}

/** One login that lives on, as `whoami` says it too. */
export function unrevokedLine({ profile, at, until, because, origin }: Unrevoked): string {
  return `not revoked: the login of profile "${printable(profile, 80)}", deleted here ${instant(at)}, may work at ${printable(origin, 100)} until ${instant(until)} (${printable(because, 200)})`;
}

function renderProfile(each: ProfileStore, now: number): readonly string[] {
  if ('because' in each) return [`${each.profile}  unreadable: ${printable(each.because, 500)}`];
  const { profile, backend, kind, places } = each;
  const { expiresAt, origin, trusted } = places;
  const signedIn = places.resting.some(({ state }) => state !== 'none');
  if (!signedIn) return [`${profile}  ${backend}  no login`];
  return [
    `${profile}  ${backend}`,
    ...places.resting
      .filter(({ token }) => kind === 'user_oauth' || token === 'access')
      .map((resting) => `  ${restingLine(resting, places)}`),
    ...(expiresAt === undefined ? [] : [`  access token ${ending(expiresAt, now)}`]),
    ...(origin === undefined ? [] : [`  belongs to ${printable(origin, 100)}`]),
    ...trusted.map((each_) => `  may also be sent to ${printable(each_, 100)}`),
    ...conflictLines(profile, backend, places),
  ];
}

const NAMES = { refresh: 'refresh token', access: 'access token ' } as const;

const STATES: Record<Resting['state'], string> = {
  found: 'found',
  none: 'none, and none is needed',
  missing: 'missing: something other than ant removed it',
  foreign: 'not ours: something that ant did not write lies under its name',
  unreadable: 'cannot be read',
  absent: 'no keychain here',
  locked: 'the keychain is locked',
  denied: 'the keychain is closed to ant',
  hung: 'the keychain does not answer',
  failed: 'the keychain does not work',
};

function restingLine({ token, place, state, because }: Resting, { path }: Places): string {
  const where = place === 'keychain' ? 'the keychain' : printable(path, 300);
  const why = because === undefined ? '' : ` (${printable(because, 500)})`;
  return `${NAMES[token]}  ${where}: ${STATES[state]}${why}`;
}

function conflictLines(profile: string, backend: Backend, { conflict }: Places): readonly string[] {
  if (conflict === undefined) return [];
  const what =
    conflict === 'signed-in-later'
      ? 'the file holds a refresh token too, of another tool that signed in later or of a move that was interrupted; the file’s is used'
      : 'the file is left over and not used';
  return [`  ! ${what}; settle it with: ant auth store move ${backend} --profile ${profile}`];
}

/** Stable names for `--json`. */
export function storesValue({ profiles, unrevoked }: Stores): unknown {
  return {
    schema_version: 1,
    profiles: profiles.map((each) =>
      'because' in each
        ? { profile: each.profile, because: each.because }
        : {
            profile: each.profile,
            store: each.backend,
            file: each.places.path,
            tokens: each.places.resting,
            conflict: each.places.conflict,
            expires_at: each.places.expiresAt,
            origin: each.places.origin,
            trusted: each.places.trusted,
          },
    ),
    unrevoked: unrevoked.map(({ tokenHash, ...entry }) => ({ ...entry, token_sha256: tokenHash })),
  };
}
