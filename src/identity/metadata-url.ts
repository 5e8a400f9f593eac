import { AntError } from '../errors.js';
import { printable } from '../printable.js';

/**
 * The address of a metadata server, as a variable has it. Plain http is the protocol there, so that it has to be
 * one that no packet to which leaves the machine's own network: loopback, link-local (RFC 3927, RFC 4291 section
 * 2.5.6), or one of `named`. An `AntError('identity-token')` for any other.
 */
export function checkMetadataUrl(
  text: string,
  { from, named = [] }: { readonly from: string; readonly named?: readonly string[] },
): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') {
    throw new AntError('identity-token', `${from} is not a usable address`, {
      hint: 'it is set by the platform; see what overwrites it',
    });
  }
  const { protocol, hostname } = url;
  if (protocol === 'http:' && (isNear(hostname) || named.includes(hostname))) return url;
  const shown = printable(`${protocol}//${url.host}`, 200);
  throw new AntError('identity-token', `${from} points to ${shown}, which is no metadata server`, {
    hint: `a metadata server is asked over http on a link-local address or on loopback: unset ${from}`,
  });
}

function isNear(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    hostname.startsWith('[fe80:') ||
    /^(127|169\.254)\.[\d.]+$/.test(hostname)
  );
}
