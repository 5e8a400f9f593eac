import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { Handshake, ShownCertificate } from '../checkup.js';
import { AntError } from '../errors.js';
import { wakingDeadline } from './deadline.js';
import { codeOf } from './file-errors.js';
import type { Network } from './http.js';
import { networkError, type Peer } from './network-errors.js';
import { proxyFor } from './proxy-choice.js';
import { placeOf, tunnel } from './proxy-tunnel.js';
import { isPublic, shownCertificate } from './shown-certificate.js';

/** Nobody said no: there was no answer at all. */
const SILENT = ['EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];

const UNVOUCHED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
];

type Seen = { certificate?: ShownCertificate | undefined };
type Course = { readonly peer: Peer; readonly seen: Seen; readonly stop: AbortSignal };

/**
 * Makes the connection that a request to this URL would make, with certificates checked as strictly, and
 * hangs up without a word. `network.limit` is in milliseconds.
 */
export async function shakeHands(url: URL, network: Network): Promise<Handshake> {
  if (url.protocol === 'http:') return { state: 'plain' };
  const { signal: deadline, stop: done } = wakingDeadline(network.limit);
  const stop = AbortSignal.any([deadline, network.interrupt]);
  const via = proxyFor(url, network.env);
  const course = { peer: { host: url.host, via }, seen: {}, stop };
  try {
    const way = via === undefined ? {} : { socket: await tunnel(url, via, stop) };
    const socket = connect({ ...placeOf(url), ...way, rejectUnauthorized: true });
    return await secured(socket, course);
  } catch (error) {
    if (network.interrupt.aborted) throw new AntError('interrupted', 'interrupted');
    if (deadline.aborted) return tooSlow(url.host, network.limit);
    return failed(error, course);
  } finally {
    done();
  }
}

function secured(socket: TLSSocket, { peer, seen, stop }: Course): Promise<Handshake> {
  return new Promise<Handshake>((resolve, reject) => {
    const cut = () => socket.destroy(new Error('cut'));
    stop.addEventListener('abort', cut);
    socket.on('close', () => stop.removeEventListener('abort', cut));
    // Before Node judges it: a socket that was refused no longer tells what it was shown.
    socket.prependOnceListener('secure', () => {
      seen.certificate = shownCertificate(socket.getPeerCertificate(true));
      peer.issuer = seen.certificate?.issuer;
    });
    socket.on('error', reject);
    socket.on('end', () => reject(Object.assign(new Error('ended'), { code: 'ECONNRESET' })));
    socket.on('secureConnect', () => {
      resolve(trusted(socket.getPeerCertificate(true)));
      socket.destroy();
    });
  });
}

function trusted(shown: DetailedPeerCertificate): Handshake {
  const certificate = shownCertificate(shown);
  if (certificate === undefined) return { state: 'refused', because: 'it showed no certificate' };
  return { state: 'trusted', certificate, public: isPublic(shown) };
}

function failed(error: unknown, { peer, seen }: Course): Handshake {
  const { message, hint } = networkError(error, peer);
  const code = codeOf(error instanceof AntError ? error.cause : error);
  return {
    state: SILENT.includes(code) ? 'silent' : 'refused',
    because: message,
    ...(hint && { hint }),
    ...(seen.certificate && { certificate: seen.certificate }),
    ...(UNVOUCHED.includes(code) && { unvouched: true }),
  };
}

function tooSlow(host: string, limit: number): Handshake {
  return { state: 'silent', because: `${host} did not answer within ${limit / 1000} seconds` };
}
