import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AntError } from '../errors.js';
import type { Listener, ListenOptions } from '../host.js';
import { answerer, refuseGarbage } from './answerer.js';
import { codeOf } from './file-errors.js';

const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 500,
};
const IPV4 = '127.0.0.1';
const IPV6 = '::1';
/** How often a free IPv4 port may turn out to be taken on IPv6 before we give up. */
const ATTEMPTS = 20;
/** Milliseconds that answers already under way get to leave before every connection is cut. */
const GRACE = 1_000;

/**
 * Listens on 127.0.0.1 and, where the machine has it, [::1], on one port. Both are held, so that no
 * other process can receive what a browser sends to `localhost` (RFC 8252 section 8.3).
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  const answers = answerer(options.handle);
  const make = () => createServer(LIMITS, answers.answer).on('clientError', refuseGarbage);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { port, servers } = await bindBoth(make, options.port);
      return { port, close: () => close(servers, answers.settled) };
    } catch (error) {
      if (options.port !== 0 || attempt === ATTEMPTS) throw error;
    }
  }
}

type Bound = { readonly port: number; readonly servers: readonly Server[] };

async function bindBoth(make: () => Server, wanted: number): Promise<Bound> {
  const first = make();
  const port = await bind(first, wanted, IPV4);
  const second = make();
  try {
    await bind(second, port, IPV6);
    return { port, servers: [first, second] };
  } catch (error) {
    if (error instanceof AntError && isMissingFamily(error.cause))
      return { port, servers: [first] };
    first.close();
    throw error;
  }
}

function isMissingFamily(cause: unknown): boolean {
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(cause));
}

function bind(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on('error', (error) => reject(bindError(port, host, error)));
    server.listen({ port, host, ipv6Only: host === IPV6 }, () => {
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function bindError(port: number, host: string, error: unknown): AntError {
  const where = `port ${port} on ${host === IPV6 ? `[${host}]` : host}`;
  if (codeOf(error) === 'EACCES') {
    return new AntError('network', `not allowed to listen on ${where}`, {
      hint: 'choose a port above 1023',
      cause: error,
    });
  }
  const said =
    codeOf(error) === 'EADDRINUSE' ? 'is already in use' : `cannot be used (${codeOf(error)})`;
  return new AntError('network', `${where} ${said}`, {
    hint: 'stop the program that listens there, or name another port: --port (in a login --callback-port)',
    cause: error,
  });
}

/** Idle and half-heard connections go at once; an answer on its way to a browser is let out first. */
async function close(servers: readonly Server[], settled: () => Promise<void>): Promise<void> {
  const closed = servers.map(
    (server) => new Promise<void>((resolve) => server.close(() => resolve())),
  );
  await within(GRACE, settled());
  for (const server of servers) server.closeAllConnections();
  await Promise.all(closed);
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
