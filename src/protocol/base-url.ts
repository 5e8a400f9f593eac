import { AntError } from '../errors.js';
import { printable, withoutPassword } from '../printable.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Blanks and controls, which the URL standard silently drops, and the backslash it reads as a slash. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be refused
const NEVER_IN_A_URL = /[\u0000-\u0020\u007f-\u009f\\]/;

/**
 * Reads a base or Console URL that somebody set. `setting` names where it came from, as in `--base-url`
 * or `ANTHROPIC_BASE_URL`. Only https, or http to this machine, because secrets are sent there; hosts
 * are compared after parsing. Trailing slashes go. Throws `AntError('network')`.
 */
export function parseBaseUrl(text: string, setting: string): URL {
  const trimmed = text.trim();
  const refuse = (why: string): AntError => refusal(setting, trimmed, why);

  if (trimmed === '') throw new AntError('network', `${setting} is empty`, { hint: EXAMPLE });
  if (NEVER_IN_A_URL.test(trimmed))
    throw refuse('holds a blank, a control character or a backslash');
  if (!/^https?:\/\/[^/]/i.test(trimmed)) throw refuse('does not start with https://');
  if (/[?#]/.test(trimmed)) throw refuse('has a query or a fragment');
  if (!URL.canParse(trimmed)) throw refuse('is not a URL');

  const url = new URL(trimmed);
  if (authorityOf(trimmed).includes('@')) throw refuse('has a user name or password in it');
  if (url.hostname.endsWith('.')) throw refuse('has a host that ends in a dot');
  if (url.protocol === 'http:' && !isLoopback(url))
    throw refuse('is plain http, over which no secret is sent');
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

/** Scheme, host and port: what a stored secret is bound to. */
export function originOf(url: URL): string {
  return url.origin;
}

/** Whether `url` names this machine, exactly: `localhost`, `127.0.0.1` or `[::1]`. */
export function isLoopback(url: URL): boolean {
  return LOOPBACK.has(url.hostname);
}

const EXAMPLE = 'give a URL such as https://api.anthropic.com';

function refusal(setting: string, text: string, why: string): AntError {
  const host = printable(authorityOf(withoutPassword(text)), 100);
  return new AntError('network', `${setting} ${why} (host ${host})`, {
    hint: `${EXAMPLE}; plain http is only for localhost, 127.0.0.1 and [::1]`,
  });
}

/** What stands between the scheme and the path, as typed. */
function authorityOf(text: string): string {
  return text.replace(/^[a-z][a-z0-9+.-]*:[/\\]+/i, '').replace(/[/\\?#].*$/s, '');
}
