import { request as ask, ProxyAgent } from 'undici';
import { AntError } from '../errors.js';
import type { HttpRequest, HttpResponse } from '../host.js';
import { plainResponse } from './plain-response.js';

/** Sends one request through a tunnel of the given proxy, with certificates checked on both legs. */
export async function sendThroughProxy(
  request: HttpRequest,
  proxy: string,
  stop: AbortSignal,
): Promise<HttpResponse> {
  const tls = { rejectUnauthorized: true };
  const requestTls = request.ca === undefined ? tls : { ...tls, ca: request.ca };
  const agent = new ProxyAgent({ uri: readProxy(proxy), requestTls, proxyTls: tls });
  // The request's own signal is not heeded while the tunnel is being made.
  const cut = () => void agent.destroy().catch(() => undefined);
  stop.addEventListener('abort', cut);
  try {
    const response = await ask(request.url, {
      dispatcher: agent,
      method: request.method,
      headers: { 'accept-encoding': 'identity', ...request.headers },
      signal: stop,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return await plainResponse({
      host: new URL(request.url).host,
      status: response.statusCode,
      headers: response.headers,
      body: response.body,
    });
  } finally {
    stop.removeEventListener('abort', cut);
    cut();
  }
}

function readProxy(proxy: string): string {
  const scheme = URL.canParse(proxy) ? new URL(proxy).protocol : undefined;
  if (scheme === 'http:' || scheme === 'https:') return proxy;
  throw new AntError('network', 'the proxy in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY is not usable', {
    hint: 'give it as http://HOST:PORT (SOCKS is not supported)',
  });
}
