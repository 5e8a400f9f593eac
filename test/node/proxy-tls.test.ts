import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/host.js';
import { program } from '../support/program.js';
import { needs, onPath } from '../support/require.js';
import { certificate, proxyTo, secureWeb } from '../support/servers.js';

const run = promisify(execFile);

/** Sends in a process of its own, because Node reads its extra CA when it starts. */
async function sendFrom(
  env: Readonly<Record<string, string>>,
  request: Pick<HttpRequest, 'url' | 'ca'>,
): Promise<string> {
  const path = program(`
    import { send } from './http.js';
    const network = { env: process.env, interrupt: new AbortController().signal, limit: 5000 };
    const request = { method: 'POST', headers: {}, body: 'hello', ...JSON.parse(process.argv[2]) };
    send(request, network).then(
      ({ body }) => process.stdout.write(body),
      ({ message, hint }) => process.stdout.write(message + '\\n' + hint),
    );
  `);
  return (await run(process.execPath, [path, JSON.stringify(request)], { env })).stdout;
}

const LEAF = 'subjectAltName=DNS:api.example,IP:127.0.0.1\nbasicConstraints=CA:FALSE';
const OF_PROXY = 'subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE';
const authority = (name: string) =>
  certificate({ name, extensions: 'basicConstraints=critical,CA:TRUE' });

/** A server behind TLS, and the authority that vouches for it. */
async function server(name = 'Cluster CA') {
  const ca = authority(name);
  const leaf = certificate({ name: 'leaf', extensions: LEAF, by: ca });
  const port = await secureWeb(leaf, (arrived, response) => {
    arrived.on('data', (body: Buffer) => response.end(`${body} to you`));
  });
  return { ca, port };
}

const url = 'https://api.example/';

describe.runIf(needs('openssl', () => onPath('openssl')))('E28: TLS through a proxy', () => {
  test('the authority that a request names is trusted, and the machine’s own are not', async () => {
    const { ca, port } = await server();
    const { port: proxy, asked } = await proxyTo(port);
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy}` };
    expect(await sendFrom(env, { url, ca: ca.cert })).toBe('hello to you');
    expect(asked).toEqual([expect.stringMatching(/^CONNECT api\.example:443 HTTP\/1\.1\r\n/)]);

    const trusting = { ...env, NODE_EXTRA_CA_CERTS: ca.certPath };
    expect(await sendFrom(trusting, { url })).toBe('hello to you');
    expect(await sendFrom(trusting, { url, ca: authority('Another CA').cert })).toMatch(
      `api.example, asked for through the proxy 127.0.0.1:${proxy}, showed a certificate that this machine does not trust (issued by "Cluster CA")`,
    );
  });

  test('without a proxy neither are they', async () => {
    const { ca, port } = await server();
    const direct = `https://127.0.0.1:${port}/`;
    const trusting = { NODE_EXTRA_CA_CERTS: ca.certPath };
    expect(await sendFrom({}, { url: direct, ca: ca.cert })).toBe('hello to you');
    expect(await sendFrom(trusting, { url: direct, ca: authority('Another CA').cert })).toMatch(
      'showed a certificate that this machine does not trust (issued by "Cluster CA")',
    );
  });

  test.each([
    ['nobody vouches for it', url, 'showed a certificate that this machine does not trust'],
    ['it is for another name', 'https://b.example/', 'showed a certificate for another name'],
  ])(
    'a certificate is refused when %s, whatever NODE_TLS_REJECT_UNAUTHORIZED says',
    async (_why, asked, said) => {
      const { ca, port } = await server();
      const { port: proxy } = await proxyTo(port);
      const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy}`, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
      const given = asked === url ? {} : { ca: ca.cert };
      expect(await sendFrom(env, { url: asked, ...given })).toMatch(`${said} (issued by`);
    },
  );

  test('the authority of a request vouches for no proxy', async () => {
    const { ca, port } = await server();
    const own = certificate({ name: 'proxy', extensions: OF_PROXY, by: ca });
    const { port: proxy, asked } = await proxyTo(port, own);
    const env = { HTTPS_PROXY: `https://127.0.0.1:${proxy}` };
    expect(await sendFrom(env, { url, ca: ca.cert })).toMatch(
      `api.example is out of reach: the proxy 127.0.0.1:${proxy} showed a certificate that this machine does not trust`,
    );
    expect(asked).toEqual([]);
  });

  test('a proxy that the machine trusts carries TLS inside TLS', async () => {
    const { ca, port } = await server();
    const office = authority('Office CA');
    const own = certificate({ name: 'proxy', extensions: OF_PROXY, by: office });
    const { port: proxy } = await proxyTo(port, own);
    const env = {
      HTTPS_PROXY: `https://127.0.0.1:${proxy}`,
      NODE_EXTRA_CA_CERTS: office.certPath,
    };
    expect(await sendFrom(env, { url, ca: ca.cert })).toBe('hello to you');
  });
});
