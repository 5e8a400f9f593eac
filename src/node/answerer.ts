import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Handler, HttpRequest, HttpResponse } from '../host.js';
import { codeOf } from './file-errors.js';
import { plainHeaders } from './plain-response.js';
import { readText } from './read-text.js';

const MAX_BODY = 1024 * 1024;
const METHODS = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS'] as const;

/**
 * Turns what arrives into an `HttpRequest` and the handler's answer into bytes. Whatever is not a
 * plain request for this very listener is refused here, so no handler has to think of it.
 */
export function answerer(handle: Handler) {
  const underWay = new Set<ServerResponse>();
  return {
    answer: (incoming: IncomingMessage, outgoing: ServerResponse): void => {
      underWay.add(outgoing);
      outgoing.once('close', () => underWay.delete(outgoing));
      void respond(handle, incoming).then((response) => write(outgoing, response));
    },
    /** Resolves when every answer under way has left. */
    settled: async (): Promise<void> => {
      await Promise.all([...underWay].map((outgoing) => once(outgoing, 'close')));
    },
  };
}

/** Answers what Node could not read as HTTP, and keeps listening. */
export function refuseGarbage(error: Error, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const status = GARBAGE[codeOf(error)] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

const GARBAGE: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

async function respond(handle: Handler, incoming: IncomingMessage): Promise<HttpResponse> {
  const head = readHead(incoming);
  if (typeof head === 'number') return refusal(head);
  try {
    // Kept open when it is too large, so that the refusal can still be sent.
    const body = await readText(incoming.iterator({ destroyOnReturn: false }), MAX_BODY);
    if (body === undefined) return refusal(413);
    return await handle(body === '' ? head : { ...head, body });
  } catch {
    // What went wrong is the program's business, not the caller's.
    return refusal(500);
  }
}

function refusal(status: number): HttpResponse {
  const headers = { 'content-type': 'text/plain; charset=utf-8', connection: 'close' };
  return { status, headers, body: `${status}\n` };
}

/** The request without its body, or the status that refuses it. */
function readHead(incoming: IncomingMessage): HttpRequest | number {
  const method = METHODS.find((known) => known === incoming.method);
  if (method === undefined) return 405;
  const host = (incoming.headers.host ?? '').toLowerCase();
  const target = incoming.url ?? '';
  const address = `http://${host}${target}`;
  if (!isOurs(host, incoming.socket.localPort) || !target.startsWith('/')) return 400;
  if (!URL.canParse(address)) return 400;
  return { method, url: new URL(address).href, headers: plainHeaders(incoming.headers) };
}

/** A page on another origin can point its own name at 127.0.0.1, but cannot choose the Host header. */
function isOurs(host: string, port: number | undefined): boolean {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  return names.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
}

function write(outgoing: ServerResponse, { status, headers, body }: HttpResponse): void {
  try {
    outgoing.statusCode = status;
    outgoing.setHeaders(new Map(Object.entries(headers)));
    outgoing.end(body);
  } catch {
    // The handler gave a status or a header that HTTP cannot carry.
    for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
    outgoing.statusCode = 500;
    outgoing.end();
  }
}
