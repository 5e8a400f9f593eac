import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import { Client } from 'undici';
import type { HttpRequest, HttpResponse } from '../host.js';
import { type Course, noteIssuer } from './network-errors.js';
import { plainResponse } from './plain-response.js';
import { placeOf, tunnel } from './proxy-tunnel.js';

/** Sends one request through a tunnel of the given proxy, with certificates checked on both legs. */
export async function sendThroughProxy(
  request: HttpRequest,
  proxy: string,
  course: Course,
): Promise<HttpResponse> {
  const { stop } = course;
  const url = new URL(request.url);
  const client = new Client(url.origin, {
    connect: (_, done) => {
      tunnel(url, proxy, stop)
        .then((way) => (url.protocol === 'https:' ? secured(way, request, course) : way))
        .then(
          (socket) => done(null, socket),
          (error) => done(error, null),
        );
    },
  });
  // The request's own signal is not heeded while the connection is being made.
  const cut = () => void client.destroy().catch(() => undefined);
  stop.addEventListener('abort', cut);
  try {
    const response = await client.request({
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: { 'accept-encoding': 'identity', ...request.headers },
      signal: stop,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return await plainResponse({
      host: url.host,
      status: response.statusCode,
      headers: response.headers,
      body: response.body,
    });
  } finally {
    stop.removeEventListener('abort', cut);
    cut();
  }
}

/** TLS with the host of the request, at the other end of `way`. */
function secured(way: Socket, { url, ca }: HttpRequest, { peer, stop }: Course): Promise<Socket> {
  const socket = connect({
    ...placeOf(new URL(url)),
    socket: way,
    rejectUnauthorized: true,
    ...(ca !== undefined && { ca }),
  });
  noteIssuer(socket, peer);
  return new Promise((resolve, reject) => {
    const cut = () => socket.destroy(new Error('cut'));
    stop.addEventListener('abort', cut);
    socket.on('close', () => stop.removeEventListener('abort', cut));
    socket.on('error', reject);
    socket.on('secureConnect', () => resolve(socket));
  });
}
