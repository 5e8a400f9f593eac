import type { Socket } from 'node:net';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { AntError } from '../errors.js';
import { printable } from '../printable.js';
import { codeOf } from './file-errors.js';

/** Who was talked to, as far as is known when it goes wrong. */
export type Peer = {
  /** Host and port, as in the URL. */
  readonly host: string;
  /** URL of the proxy in between. */
  readonly via: string | undefined;
  /** Who issued the certificate that was shown. */
  issuer?: string | undefined;
};

/** When to give up, and whom to tell of what is learned of the other side. */
export type Course = { readonly stop: AbortSignal; readonly peer: Peer };

type Failure = { readonly said: string; readonly hint?: string };

const OWN_CA =
  'if your company inspects TLS, set NODE_EXTRA_CA_CERTS to the file of its CA certificate';
const ADDRESS = 'check the address: --base-url, ANTHROPIC_BASE_URL or the profile';
const ONLINE = 'check the network; behind a proxy, set HTTPS_PROXY';
const PROXY = 'check HTTPS_PROXY and NO_PROXY';
const untrusted: Failure = {
  said: 'showed a certificate that this machine does not trust',
  hint: OWN_CA,
};
const selfSigned: Failure = { said: 'showed a self-signed certificate', hint: OWN_CA };
const unsendable: Failure = {
  said: 'was not asked: a header holds a character that cannot be sent',
};

const FAILURES: Readonly<Record<string, Failure>> = {
  ENOTFOUND: { said: 'was not found: there is no such host', hint: `${ADDRESS}; ${ONLINE}` },
  EAI_AGAIN: { said: 'could not be looked up: the name server does not answer', hint: ONLINE },
  ECONNREFUSED: { said: 'refused the connection', hint: ADDRESS },
  ECONNRESET: { said: 'closed the connection before the answer was complete', hint: ONLINE },
  UND_ERR_SOCKET: { said: 'closed the connection before the answer was complete', hint: ONLINE },
  EPIPE: { said: 'closed the connection before the request was complete', hint: ONLINE },
  ETIMEDOUT: { said: 'could not be reached in time', hint: ONLINE },
  UND_ERR_CONNECT_TIMEOUT: { said: 'could not be reached in time', hint: ONLINE },
  EHOSTUNREACH: { said: 'cannot be reached from this network', hint: ONLINE },
  ENETUNREACH: { said: 'cannot be reached: there is no network', hint: ONLINE },
  EADDRNOTAVAIL: { said: 'cannot be reached from this machine', hint: ADDRESS },
  EPROTO: { said: 'does not speak TLS as expected', hint: ADDRESS },
  ERR_SSL_WRONG_VERSION_NUMBER: { said: 'does not speak TLS on this port', hint: ADDRESS },
  ERR_SSL_PACKET_LENGTH_TOO_LONG: { said: 'does not speak TLS on this port', hint: ADDRESS },
  CERT_HAS_EXPIRED: {
    said: 'showed an expired certificate',
    hint: "check this machine's clock; if it is right, the server must renew its certificate",
  },
  CERT_NOT_YET_VALID: {
    said: 'showed a certificate that is not valid yet',
    hint: "check this machine's clock",
  },
  CERT_REVOKED: { said: 'showed a revoked certificate' },
  ERR_TLS_CERT_ALTNAME_INVALID: { said: 'showed a certificate for another name', hint: ADDRESS },
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: selfSigned,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_UNTRUSTED: untrusted,
  ERR_INVALID_CHAR: unsendable,
  UND_ERR_INVALID_ARG: unsendable,
};

/** A failed request as one line naming the host and the cause; never anything the server sent. */
export function networkError(error: unknown, peer: Peer): AntError {
  if (error instanceof AntError) return error;
  const { said, hint } = failureOf(error);
  const issuer = peer.issuer === undefined ? '' : ` (issued by "${printable(peer.issuer, 80)}")`;
  const via = peer.via === undefined ? '' : `, asked for through the proxy ${hostOf(peer.via)},`;
  const shown = said.includes('certificate') ? issuer : '';
  const mend = peer.via !== undefined && hint === ONLINE ? PROXY : hint;
  const message = `${peer.host}${via} ${said}${shown}`;
  return new AntError('network', message, { hint: mend, cause: error });
}

function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  const known = FAILURES[code];
  if (known !== undefined) return known;
  if (code.startsWith('HPE_')) return { said: 'sent something that is not HTTP', hint: ADDRESS };
  if (code.startsWith('ERR_SSL_')) return { said: 'could not agree on TLS with us', hint: OWN_CA };
  const inner = innerOf(error);
  if (inner !== undefined) return failureOf(inner);
  return { said: `could not be asked (${code || 'unexpected failure'})` };
}

/** Node tries every address of a name and wraps the failures; undici wraps some as well. */
function innerOf(error: unknown): unknown {
  if (error instanceof AggregateError) return error.errors[0];
  return error instanceof Error ? error.cause : undefined;
}

/** Why a proxy gave no way to `target`: the HTTP status that it refused with, or what went wrong before. */
export function proxyError(cause: unknown, target: URL, proxy: URL): AntError {
  const { said, hint } = typeof cause === 'number' ? refusalOf(cause) : failureOf(cause);
  const message = `${target.host} is out of reach: the proxy ${proxy.host} ${said}`;
  const mend = said.includes('certificate') || cause === 407 ? hint : PROXY;
  return new AntError('network', message, { hint: mend, cause });
}

function refusalOf(status: number): Failure {
  if (status !== 407) return { said: `answered ${status}` };
  const hint = 'put them in HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT';
  return { said: 'wants a user name and password', hint };
}

/** Looks at the certificate before Node does: once refused, the socket no longer tells who issued it. */
export function noteIssuer(socket: Socket | TLSSocket, peer: Peer): void {
  if (!('getPeerCertificate' in socket)) return;
  socket.prependOnceListener('secure', () => {
    const { issuer }: Partial<PeerCertificate> = socket.getPeerCertificate();
    peer.issuer = [issuer?.CN ?? issuer?.O].flat()[0];
  });
}

/** Without the user name and password that a proxy's URL may hold. */
function hostOf(proxy: string): string {
  return URL.canParse(proxy) ? new URL(proxy).host : 'in HTTPS_PROXY';
}
