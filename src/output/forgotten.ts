import { printable } from '../printable.js';
import { ending } from './time.js';

/** What became of one login at logout. */
export type Forgotten = {
  readonly profile: string;
  /** What was deleted, in words. */
  readonly removed: readonly string[];
  /** What the platform did about it; absent when there was no login. */
  readonly revocation?: 'revoked' | 'not-offered' | 'not-asked' | 'failed' | 'unreadable';
  readonly because?: string;
  /** Epoch seconds until which a copy of the deleted access token still works; absent: for good. */
  readonly livesUntil?: number;
};

/** What was deleted, and whether a copy of it would still work. */
export function renderForgotten(forgotten: readonly Forgotten[], now: number): string {
  if (forgotten.length === 0) return 'there was nothing to forget\n';
  return forgotten.map((each) => `${lines(each, now).join('\n')}\n`).join('');
}

function lines(each: Forgotten, now: number): readonly string[] {
  const { profile, removed, revocation, because = '', livesUntil } = each;
  if (removed.length === 0) return [`profile "${profile}" was not signed in`];
  const deleted = `deleted ${removed.join(', ')}`;
  if (revocation === undefined) return [`profile "${profile}" was not signed in: ${deleted}`];
  const first = `forgot the login of profile "${profile}": ${deleted}`;
  if (revocation === 'revoked') return [first, 'the platform revoked it: no copy of it works'];
  if (revocation === 'unreadable') {
    return [first, `NOT revoked, because it could not be read: ${printable(because, 300)}`];
  }
  if (revocation === 'failed') {
    const words = `NOT revoked: ${printable(because, 300)}`;
    return [first, words, `a copy of it would work on: the access token ${life(livesUntil, now)}`];
  }
  if (livesUntil !== undefined && livesUntil <= now) return [first];
  const why =
    revocation === 'not-asked'
      ? 'the platform was not asked to revoke it'
      : 'the platform cannot revoke a token';
  return [first, `${why}: a copy of the access token would work ${life(livesUntil, now)}`];
}

function life(until: number | undefined, now: number): string {
  return until === undefined ? 'until somebody deletes it there' : ending(until, now);
}

/** Stable names for `--json`. */
export function forgottenValue(forgotten: readonly Forgotten[]): unknown {
  return {
    schema_version: 1,
    forgotten: forgotten.map(({ profile, removed, revocation, because, livesUntil }) => ({
      profile,
      removed,
      revocation,
      because,
      lives_until: livesUntil,
    })),
    revoked: forgotten.length > 0 && forgotten.every(({ revocation }) => revocation === 'revoked'),
  };
}
