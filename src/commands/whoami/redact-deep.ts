import { withoutPassword, withoutTokens } from '../../printable.js';

const ADDRESS = /[a-z][\w+.-]*:\/\/\S+/gi;

/**
 * A JSON-able value with every text in it, keys too, freed of what looks like a secret and of each of
 * `homes`, which become `~`.
 */
export function redactDeep(value: unknown, homes: readonly string[]): unknown {
  const clean = (text: string) =>
    shorten(withoutTokens(text).replace(ADDRESS, withoutPassword), homes);
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') return clean(each);
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    const entries = Object.entries(each).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(entries.map(([key, inner]) => [clean(key), walk(inner)]));
  };
  return walk(value);
}

/** The longest first, so that no rest of one is left when another is part of it. */
function shorten(text: string, homes: readonly string[]): string {
  const longest = [...homes].sort((one, other) => other.length - one.length);
  return longest.reduce((short, home) => withoutHome(short, home), text);
}

function withoutHome(text: string, home: string): string {
  if (home.length < 2) return text;
  const escaped = home.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  // Only a whole name: `/home/ada` is no part of `/home/adam`.
  return text.replace(new RegExp(`${escaped}(?![\\w.-])`, 'g'), '~');
}
