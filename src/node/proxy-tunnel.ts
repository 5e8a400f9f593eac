import type { ClientRequest, IncomingMessage } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { AntError } from '../errors.js';
import { proxyError } from './network-errors.js';

const UNUSABLE = 'the proxy in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY is not usable';

/**
 * A way through a proxy to the host of `url`, on which nothing has been said yet. The proxy is told its
 * own user name and password, and nothing else; one that gives no way is an `AntError('network')`.
 */
export async function tunnel(url: URL, proxy: string, stop: AbortSignal): Promise<Socket> {
  const way = URL.canParse(proxy) ? new URL(proxy) : undefined;
  if (way?.protocol !== 'http:' && way?.protocol !== 'https:') {
    throw new AntError('network', UNUSABLE, {
      hint: 'give it as http://HOST:PORT (SOCKS is not supported)',
    });
  }
  const client = way.protocol === 'https:' ? await import('node:https') : await import('node:http');
  const target = `${url.hostname}:${placeOf(url).port}`;
  const asked = client.request({
    ...placeOf(way),
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...introduction(way) },
    agent: false,
    signal: stop,
    rejectUnauthorized: true,
  });
  return connected(asked).catch((error: unknown) => {
    throw proxyError(error, url, way);
  });
}

/** Where to connect to. An address is no name to ask for a certificate of: the empty one keeps Node from guessing. */
export function placeOf({ protocol, hostname, port }: URL) {
  const host = hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
    servername: isIP(host) === 0 ? host : '',
  };
}

function introduction({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {};
  const words = `${decoded(username)}:${decoded(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(words).toString('base64')}` };
}

/** A `%` that encodes nothing is itself, as for curl. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Rejects with the HTTP status of a refusal, or with what went wrong before. */
function connected(asked: ClientRequest): Promise<Socket> {
  return new Promise((resolve, reject) => {
    asked.on('connect', ({ statusCode }: IncomingMessage, socket: Socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
}
