import { AntError } from '../errors.js';
import { printable } from '../printable.js';

/** What a request URL that came in a variable has to be, before a secret is sent there. */
export type Expected = {
  /** The variable it came in. */
  readonly from: string;
  /** Hosts, and with a leading dot all hosts below one. */
  readonly hosts: readonly string[];
  /** The one other host, with its port, that a person allowed by the setting `request_host`. */
  readonly allowed?: string | undefined;
};

/**
 * Such a URL, parsed. An `AntError('identity-token')` for another host than this platform's, and for plain
 * http unless a person allowed that very host and it is this machine: whoever can set the variable would
 * otherwise be handed the request token.
 */
export function checkRequestUrl(text: string, { from, hosts, allowed }: Expected): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') {
    throw new AntError('identity-token', `${from} is not a usable address`, {
      hint: 'it is set by the platform; see whether the job or an action overwrites it',
    });
  }
  const isAllowed = allowed !== undefined && url.host === allowed;
  const secure = url.protocol === 'https:' || (isAllowed && isLoopback(url));
  if (secure && (isAllowed || hosts.some((host) => isWithin(url.hostname, host)))) return url;
  const shown = printable(`${url.protocol}//${url.host}`, 200);
  throw new AntError('identity-token', `${from} points to ${shown}, which is not this platform`, {
    hint: `if that is right, allow it: --source-setting request_host=${printable(url.host, 200)} (https, or http on loopback)`,
  });
}

/** What is wrong with such a URL, and what mends it; `undefined` when nothing is. */
export function troubleWithUrl(
  text: string,
  expected: Expected,
): { readonly because: string; readonly fix: string } | undefined {
  try {
    checkRequestUrl(text, expected);
    return undefined;
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    return { because: error.message, fix: error.hint ?? '' };
  }
}

function isWithin(hostname: string, host: string): boolean {
  return host.startsWith('.') ? hostname.endsWith(host) : hostname === host;
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}
