import { withoutTokens } from '../printable.js';
import type { Secret } from '../secret.js';

/** A stretch this long that also occurs in a secret did not get there by chance. */
const TELLING = 12;

/** More than any message that is shown. */
const LONGEST = 2000;

/**
 * A server's text without tokens and without the secrets of the request it answers, because some servers
 * echo what they were sent: as it was, escaped for JSON, percent-encoded, or any of these cut short.
 */
export function redact(text: string, secrets: readonly Secret[]): string {
  const spellings = [...new Set(secrets.flatMap((secret) => spell(secret.reveal())))];
  return withoutTokens(mask(text.slice(0, LONGEST), spellings));
}

function mask(text: string, spellings: readonly string[]): string {
  let masked = '';
  let at = 0;
  while (at < text.length) {
    const shared = longestShared(text, at, spellings);
    masked += shared === 0 ? text.charAt(at) : '[secret]';
    at += Math.max(1, shared);
  }
  return masked;
}

function spell(value: string): readonly string[] {
  if (value === '') return [];
  const json = JSON.stringify(value).slice(1, -1);
  const form = `${new URLSearchParams({ '': value })}`.slice(1);
  const percent = form.replaceAll('+', '%20');
  // Some writers escape the slash in JSON, and some percent-encode in lower case.
  const lower = (encoded: string) => encoded.replace(/%../g, (hex) => hex.toLowerCase());
  return [value, json, json.replaceAll('/', '\\/'), percent, lower(percent), form, lower(form)];
}

/** Where several spellings match, the longest counts, so that no rest of it is left standing. */
function longestShared(text: string, at: number, spellings: readonly string[]): number {
  return Math.max(0, ...spellings.map((spelling) => sharedStretch(text, at, spelling)));
}

/** How many characters from `at` on also stand in `spelling`; 0 when too few to tell anything. */
function sharedStretch(text: string, at: number, spelling: string): number {
  let length = Math.min(TELLING, spelling.length);
  if (at + length > text.length || !spelling.includes(text.slice(at, at + length))) return 0;
  while (at + length < text.length && spelling.includes(text.slice(at, at + length + 1)))
    length += 1;
  return length;
}
