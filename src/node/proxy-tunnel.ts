import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { AntError } from '../errors.js';

/**
 * A way through a proxy to the host of `url`, on which nothing has been said yet. The proxy is told its
 * own user name and password, and nothing else.
 */
export async function tunnel(url: URL, proxy: string, stop: AbortSignal): Promise<Socket> {
  const way = URL.canParse(proxy) ? new URL(proxy) : undefined;
  if (way?.protocol !== 'http:' && way?.protocol !== 'https:') {
    throw new AntError('network', 'the proxy that the environment names is not usable', {
      hint: 'give it as http://HOST:PORT (SOCKS is not supported)',
    });
  }
  const target = `${url.hostname}:${url.port || 443}`;
  const client = way.protocol === 'https:' ? await import('node:https') : await import('node:http');
  const asked = client.request({
    host: bare(way.hostname),
    port: way.port || (way.protocol === 'https:' ? 443 : 80),
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...introduction(way) },
    agent: false,
    signal: stop,
    rejectUnauthorized: true,
  });
  return connected(asked);
}

/** An IPv6 address without the brackets it has in a URL. */
export function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function introduction({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {};
  const words = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(words).toString('base64')}` };
}

function connected(asked: ClientRequest): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const refuse = ({ statusCode }: IncomingMessage) =>
      // In the words of the client that sends requests, which `networkError` understands.
      reject(new Error(`Proxy response (${statusCode}) !== 200 when HTTP Tunneling`));
    asked.on('connect', (response: IncomingMessage, socket: Socket) => {
      if (response.statusCode === 200) return resolve(socket);
      socket.destroy();
      return refuse(response);
    });
    asked.on('response', (response: IncomingMessage) => {
      response.destroy();
      refuse(response);
    });
    asked.on('error', reject);
    asked.end();
  });
}
