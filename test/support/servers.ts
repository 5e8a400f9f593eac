import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import {
  type AddressInfo,
  connect,
  createServer as createPlainServer,
  type Socket,
} from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import { tempDir } from './temp.js';

type Server = ReturnType<typeof createPlainServer>;

/** Starts a server on a free loopback port and cuts it off when the test ends. Returns the port. */
export async function started(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address: AddressInfo | string | null = server.address();
  if (typeof address === 'string' || address === null) throw new Error('no port');
  return address.port;
}

/** A web server; returns its port. */
export function web(answer: RequestListener): Promise<number> {
  return started(createServer(answer));
}

/** A server that does with each connection whatever the test wants; returns its port. */
export function tcp(meet: (socket: Socket) => void): Promise<number> {
  return started(createPlainServer(meet));
}

export type Certificate = {
  readonly cert: string;
  readonly key: string;
  readonly certPath: string;
  readonly keyPath: string;
};

type Wanted = {
  readonly name: string;
  /** Lines of an openssl extension file, as in `subjectAltName=IP:127.0.0.1`. */
  readonly extensions: string;
  /** Days from now it is valid for; negative: it is over. */
  readonly days?: number;
  /** Who signs it, if not it itself. */
  readonly by?: Certificate;
};

/** Makes a key and a certificate with openssl. */
export function certificate({ name, extensions, days = 2, by }: Wanted): Certificate {
  const directory = tempDir();
  const [keyPath, certPath] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const [csr, extensionPath] = [join(directory, 'csr.pem'), join(directory, 'extensions')];
  writeFileSync(extensionPath, extensions);
  const openssl = (...words: readonly string[]) =>
    execFileSync('openssl', words, { stdio: 'ignore' });
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', ...curve, '-keyout', keyPath, '-out', csr, '-subj', `/CN=${name}`);
  const signer = by ? ['-CA', by.certPath, '-CAkey', by.keyPath] : ['-signkey', keyPath];
  const validity = ['-days', String(days), '-extfile', extensionPath];
  openssl('x509', '-req', '-in', csr, '-out', certPath, ...signer, ...validity);
  const [key, cert] = [readFileSync(keyPath, 'utf8'), readFileSync(certPath, 'utf8')];
  return { keyPath, certPath, key, cert };
}

/** A web server behind TLS; returns its port. */
export function secureWeb({ cert, key }: Certificate, answer: RequestListener): Promise<number> {
  return started(createSecureServer({ cert, key }, answer));
}

export type Proxy = {
  readonly port: number;
  /** What it was asked for, a head each. */
  readonly asked: readonly string[];
};

/** A proxy whose tunnels all lead to one port of this machine, whatever host is asked for. */
export async function proxyTo(target: number, own?: Certificate): Promise<Proxy> {
  const asked: string[] = [];
  const meet = (client: Socket) => {
    client.on('error', () => undefined);
    client.once('data', (head) => {
      asked.push(String(head));
      const server = connect(target, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        client.pipe(server).pipe(client);
      });
      server.on('error', () => client.destroy());
    });
  };
  const port = own === undefined ? await tcp(meet) : await started(createTlsServer(own, meet));
  return { port, asked };
}
