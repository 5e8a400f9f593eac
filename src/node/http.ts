import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { AntError } from '../errors.js';
import type { Env, HttpRequest, HttpResponse } from '../host.js';
import { printable } from '../printable.js';
import { wakingDeadline } from './deadline.js';
import { type Course, networkError, noteIssuer, type Peer } from './network-errors.js';
import { plainResponse } from './plain-response.js';
import { proxyFor } from './proxy-choice.js';

export type Network = {
  readonly env: Env;
  readonly interrupt: AbortSignal;
  /** Milliseconds a whole request may take, answer included. */
  readonly limit: number;
};

/**
 * Sends one request with Node's own client, or through the proxy that the environment names. One
 * connection, closed afterwards; no redirect is followed and nothing is sent twice.
 */
export async function send(request: HttpRequest, network: Network): Promise<HttpResponse> {
  const url = readUrl(request.url);
  const proxy = proxyFor(url, network.env);
  const limit = Math.min(network.limit, request.limit ?? network.limit);
  const { signal: deadline, stop: done } = wakingDeadline(limit);
  const stops = request.unrepeatable ? [deadline] : [deadline, network.interrupt];
  const peer: Peer = { host: url.host, via: proxy };
  try {
    if (proxy === undefined) return await sendDirectly(request, url, { stops, peer });
    const { sendThroughProxy } = await import('./http-proxy.js');
    return await sendThroughProxy(request, proxy, { stop: AbortSignal.any(stops), peer });
  } catch (error) {
    if (network.interrupt.aborted)
      throw new AntError('interrupted', 'interrupted', { cause: error });
    if (deadline.aborted) throw tooSlow(url.host, limit, error);
    throw networkError(error, peer);
  } finally {
    done();
  }
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw new AntError('network', `${printable(text)} is not an http or https address`);
}

function tooSlow(host: string, limit: number, cause: unknown): AntError {
  return new AntError('network', `${host} did not answer within ${limit / 1000} seconds`, {
    hint: 'check the network and any proxy, then run the command again',
    cause,
  });
}

type DirectCourse = Pick<Course, 'peer'> & { readonly stops: readonly AbortSignal[] };

async function sendDirectly(
  request: HttpRequest,
  url: URL,
  { stops, peer }: DirectCourse,
): Promise<HttpResponse> {
  const secure = url.protocol === 'https:';
  const client = secure ? await import('node:https') : await import('node:http');
  const { promise, resolve, reject } = pending<IncomingMessage>();
  const options: RequestOptions & { readonly rejectUnauthorized: true } = {
    method: request.method,
    headers: { 'accept-encoding': 'identity', ...lengthOf(request.body), ...request.headers },
    agent: false,
    // Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED=0 would otherwise switch the check off.
    rejectUnauthorized: true,
    ...(request.ca !== undefined && { ca: request.ca }),
  };
  const sent = client.request(url, options, resolve);
  cutWhenStopped(sent, stops);
  sent.on('error', reject);
  sent.once('socket', (socket) => noteIssuer(socket, peer));
  sent.end(request.body);
  const response = await promise;
  return plainResponse({
    host: url.host,
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: response,
  });
}

/** Node's own way, the option `signal`, costs a tenth of a bare start. */
function cutWhenStopped(sent: ClientRequest, stops: readonly AbortSignal[]): void {
  const cut = () => sent.destroy(new Error('cut'));
  for (const stop of stops) {
    if (stop.aborted) cut();
    stop.addEventListener('abort', cut);
    sent.on('close', () => stop.removeEventListener('abort', cut));
  }
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function pending<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

function lengthOf(body: string | undefined): Readonly<Record<string, string>> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
}
