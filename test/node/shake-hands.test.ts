import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, test } from 'vitest';
import type { Handshake } from '../../src/checkup.js';
import { program } from '../support/program.js';
import { needs, onPath } from '../support/require.js';
import { certificate, proxyTo, secureWeb, tcp, web } from '../support/servers.js';

const run = promisify(execFile);

/** Shakes hands in a process of its own, because Node reads its extra CA when it starts. */
async function shake(
  url: string,
  {
    env = {},
    limit = 5000,
  }: { readonly env?: Readonly<Record<string, string>>; readonly limit?: number } = {},
): Promise<Handshake> {
  const path = program(`
    import { shakeHands } from './shake-hands.js';
    const network = { env: process.env, interrupt: new AbortController().signal, limit: ${limit} };
    const shaken = await shakeHands(new URL(${JSON.stringify(url)}), network);
    process.stdout.write(JSON.stringify(shaken));
  `);
  return JSON.parse((await run(process.execPath, [path], { env })).stdout);
}

const SELF = 'subjectAltName=IP:127.0.0.1,DNS:api.example';
const LEAF = `${SELF}\nbasicConstraints=CA:FALSE`;
const authority = () =>
  certificate({ name: 'Acme Inspection CA', extensions: 'basicConstraints=critical,CA:TRUE' });

describe.runIf(needs('openssl', () => onPath('openssl')))('E28: a server’s certificate', () => {
  test('of nobody’s is refused and named, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    const port = await secureWeb(certificate({ name: 'oops', extensions: SELF }), () => {
      throw new Error('nothing was to be asked');
    });
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    expect(await shake(`https://127.0.0.1:${port}`, { env })).toMatchObject({
      state: 'refused',
      because: `127.0.0.1:${port} showed a self-signed certificate (issued by "oops")`,
      certificate: { subject: 'oops', issuer: 'oops' },
      unvouched: true,
    });
  });

  test('of a private authority is named, and trusted but not public once it is given', async () => {
    const ca = authority();
    const port = await secureWeb(certificate({ name: 'leaf', extensions: LEAF, by: ca }), () => {
      throw new Error('nothing was to be asked');
    });
    const url = `https://127.0.0.1:${port}`;
    const shown = { subject: 'leaf', issuer: 'Acme Inspection CA' };
    expect(await shake(url)).toMatchObject({
      state: 'refused',
      certificate: shown,
      unvouched: true,
    });
    const trusted = await shake(url, { env: { NODE_EXTRA_CA_CERTS: ca.certPath } });
    expect(trusted).toMatchObject({ state: 'trusted', public: false, certificate: shown });
    const now = Date.now() / 1000;
    const { validFrom = 0, validTo = 0 } = trusted.state === 'trusted' ? trusted.certificate : {};
    expect([validFrom < now + 60, validTo > now, validTo < now + 3 * 86_400]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test.each([
    ['that is over', { days: -1, extensions: LEAF }, 'showed an expired certificate'],
    [
      'for another name',
      { extensions: 'subjectAltName=DNS:other.example\nbasicConstraints=CA:FALSE' },
      'showed a certificate for another name',
    ],
  ])('%s is told from one that nobody vouches for', async (_story, wanted, because) => {
    const ca = authority();
    const port = await secureWeb(certificate({ name: 'leaf', by: ca, ...wanted }), () => undefined);
    const shaken = await shake(`https://127.0.0.1:${port}`, {
      env: { NODE_EXTRA_CA_CERTS: ca.certPath },
    });
    expect(shaken).toMatchObject({ state: 'refused', because: expect.stringContaining(because) });
    expect(shaken).not.toHaveProperty('unvouched');
  });

  test('is looked at through the proxy that requests take, which learns its own password alone', async () => {
    const ca = authority();
    const server = await secureWeb(
      certificate({ name: 'leaf', extensions: LEAF, by: ca }),
      () => undefined,
    );
    const { port, asked } = await proxyTo(server);
    const env = {
      NODE_EXTRA_CA_CERTS: ca.certPath,
      HTTPS_PROXY: `http://ada:p%40ss@127.0.0.1:${port}`,
      ANTHROPIC_API_KEY: 'minted-key',
    };
    expect(await shake('https://api.example', { env })).toMatchObject({ state: 'trusted' });
    expect(asked).toEqual([expect.stringMatching(/^CONNECT api\.example:443 HTTP\/1\.1\r\n/)]);
    expect(asked[0]).toContain(`Basic ${Buffer.from('ada:p@ss').toString('base64')}`);
    expect(asked[0]).not.toContain('minted-key');
  });

  test('is told from that of a proxy which is spoken to over TLS', async () => {
    const ca = authority();
    const server = await secureWeb(
      certificate({ name: 'leaf', extensions: LEAF, by: ca }),
      () => undefined,
    );
    const extensions = 'subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE';
    const { port } = await proxyTo(server, certificate({ name: 'proxy', extensions, by: ca }));
    const env = { HTTPS_PROXY: `https://127.0.0.1:${port}` };
    const trusting = { ...env, NODE_EXTRA_CA_CERTS: ca.certPath };
    expect(await shake('https://api.example', { env: trusting })).toMatchObject({
      state: 'trusted',
      certificate: { subject: 'leaf' },
    });
    expect(await shake('https://api.example', { env })).toMatchObject({
      state: 'refused',
      because: `api.example is out of reach: the proxy 127.0.0.1:${port} showed a certificate that this machine does not trust`,
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
      unvouched: true,
    });
  });
});

describe('a connection without a certificate', () => {
  it('to a proxy that refuses is refused, with its reason', async () => {
    const port = await web((_, response) => response.end());
    const proxy = await tcp((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 407 no\r\ncontent-length: 0\r\n\r\n'));
    });
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy}` };
    const shaken = await shake(`https://api.example:${port}`, { env });
    expect(shaken).toMatchObject({
      state: 'refused',
      because: expect.stringContaining('user name and password'),
    });
  });

  it('to a proxy that cannot be reached is refused, and the proxy is named', async () => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:1' };
    expect(await shake('https://api.example', { env })).toEqual({
      state: 'refused',
      because: 'api.example is out of reach: the proxy 127.0.0.1:1 refused the connection',
      hint: 'check HTTPS_PROXY and NO_PROXY',
    });
  });

  it('to a proxy of another kind is refused', async () => {
    const shaken = await shake('https://api.example', {
      env: { HTTPS_PROXY: 'socks5://127.0.0.1:1' },
    });
    expect(shaken).toMatchObject({
      state: 'refused',
      because: expect.stringContaining('not usable'),
    });
  });

  it('to a server that speaks http is refused', async () => {
    const port = await web((_, response) => response.end());
    const shaken = await shake(`https://127.0.0.1:${port}`);
    expect(shaken).toMatchObject({
      state: 'refused',
      because: expect.stringMatching(/does not speak TLS/),
    });
  });

  it('to a port where nobody listens is refused', async () => {
    expect(await shake('https://127.0.0.1:1')).toMatchObject({
      state: 'refused',
      because: '127.0.0.1:1 refused the connection',
    });
  });

  it('to a server that says nothing is silent after the limit', async () => {
    const port = await tcp(() => undefined);
    expect(await shake(`https://127.0.0.1:${port}`, { limit: 500 })).toEqual({
      state: 'silent',
      because: `127.0.0.1:${port} did not answer within 0.5 seconds`,
    });
  });

  it('over plain http is not made', async () => {
    expect(await shake('http://127.0.0.1:1')).toEqual({ state: 'plain' });
  });
});
