import { printable } from '../printable.js';
import { ending } from './time.js';

/** A file with an access token in it that was deleted. */
export type Deleted = {
  readonly path: string;
  /** Epoch seconds, where the file said so. */
  readonly expiresAt?: number;
};

/** What was deleted, and that a copy of it lives on: nobody can end it sooner. */
export function deletedText(deleted: readonly Deleted[], now: number): string {
  if (deleted.length === 0) return 'no federation token is kept here\n';
  const lines = deleted.map(({ path }) => `deleted ${printable(path, 300)}`);
  const ends = deleted.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [expiresAt]));
  return `${[...lines, ...remains(ends, deleted.length, now)].join('\n')}\n`;
}

function remains(ends: readonly number[], count: number, now: number): readonly string[] {
  const last = Math.max(...ends);
  if (ends.length === count && last <= now) return ['each of them had expired already'];
  const why = 'the platform cannot revoke an access token, not even by archiving its rule';
  if (ends.length === 0) return [why, 'a copy of one works until it expires'];
  return [why, `a copy of one works until it expires, the last: ${ending(last, now)}`];
}

/** For `--json`. */
export function deletedValue(deleted: readonly Deleted[]): unknown {
  return {
    schema_version: 1,
    deleted: deleted.map(({ path, expiresAt }) => ({ path, expires_at: expiresAt })),
    revoked: false,
  };
}
