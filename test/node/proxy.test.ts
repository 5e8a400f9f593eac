import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { Env } from '../../src/host.js';
import { send } from '../../src/node/http.js';
import { proxyFor } from '../../src/node/proxy-choice.js';
import { proxyTo, tcp, web } from '../support/servers.js';

const PROXY = 'http://proxy.example:3128';
const api = 'https://api.example.com/v1/oauth/token';

describe('which proxy', () => {
  test.each<[string, Env, string, string | undefined]>([
    ['none is set', {}, api, undefined],
    ['HTTPS_PROXY is for https', { HTTPS_PROXY: PROXY }, api, PROXY],
    ['HTTP_PROXY is not', { HTTP_PROXY: PROXY }, api, undefined],
    ['HTTP_PROXY is for http', { HTTP_PROXY: PROXY }, 'http://api.example.com/', PROXY],
    ['ALL_PROXY is for both', { ALL_PROXY: PROXY }, api, PROXY],
    ['lower case wins', { https_proxy: PROXY, HTTPS_PROXY: 'http://no.example' }, api, PROXY],
    ['an empty variable is none', { HTTPS_PROXY: '' }, api, undefined],
    ['a bare host and port means http', { HTTPS_PROXY: 'proxy.example:3128' }, api, PROXY],
    [
      'NO_PROXY with the name',
      { HTTPS_PROXY: PROXY, NO_PROXY: 'x, api.example.com' },
      api,
      undefined,
    ],
    ['NO_PROXY with a domain', { HTTPS_PROXY: PROXY, NO_PROXY: '.example.com' }, api, undefined],
    [
      'NO_PROXY with a bare domain',
      { HTTPS_PROXY: PROXY, no_proxy: 'EXAMPLE.com' },
      api,
      undefined,
    ],
    ['NO_PROXY with the port', { HTTPS_PROXY: PROXY, NO_PROXY: 'example.com:443' }, api, undefined],
    ['NO_PROXY with another port', { HTTPS_PROXY: PROXY, NO_PROXY: 'example.com:80' }, api, PROXY],
    ['NO_PROXY with the end of a word', { HTTPS_PROXY: PROXY, NO_PROXY: 'ple.com' }, api, PROXY],
    ['NO_PROXY=*', { HTTPS_PROXY: PROXY, NO_PROXY: '*' }, api, undefined],
    ['localhost is never proxied', { ALL_PROXY: PROXY }, 'http://localhost:1/', undefined],
    ['127.0.0.1 is never proxied', { ALL_PROXY: PROXY }, 'http://127.0.0.1:1/', undefined],
    ['[::1] is never proxied', { ALL_PROXY: PROXY }, 'http://[::1]:1/', undefined],
    ['a metadata service neither', { ALL_PROXY: PROXY }, 'http://169.254.169.254/', undefined],
    ['nor by its name', { ALL_PROXY: PROXY }, 'http://metadata.google.internal/', undefined],
    ['nor by its short name', { ALL_PROXY: PROXY }, 'http://metadata/', undefined],
    ['nor over IPv6', { ALL_PROXY: PROXY }, 'http://[fd20:ce::254]/', undefined],
    ['a link-local address neither', { ALL_PROXY: PROXY }, 'http://[fe80::1]:1/', undefined],
    ['nor the last of them', { ALL_PROXY: PROXY }, 'http://[febf:ffff::1]/', undefined],
    ['the address after it is', { ALL_PROXY: PROXY }, 'http://[fec0::1]/', PROXY],
    ['one that is not link-local is', { ALL_PROXY: PROXY }, 'http://[fe8::1]/', PROXY],
    ['a name that begins like it is', { ALL_PROXY: PROXY }, 'http://127.evil.example/', PROXY],
  ])('%s', (_story, env, url, proxy) => {
    expect(proxyFor(new URL(url), env)).toBe(proxy);
  });
});

describe('through a proxy', () => {
  const network = (port: number) => ({
    env: { HTTP_PROXY: `http://ada:pa55@127.0.0.1:${port}` },
    interrupt: new AbortController().signal,
    limit: 5_000,
  });
  const request = {
    method: 'POST',
    url: 'http://api.example.com/v1?q',
    headers: {},
    body: 'hi',
  } as const;

  test('a request goes through a tunnel, with the password for the proxy alone', async () => {
    const seen: unknown[] = [];
    const target = await web((arrived, response) => {
      seen.push(arrived.url, arrived.headers['proxy-authorization']);
      arrived.resume().on('end', () => response.writeHead(302, { location: '/other' }).end('ok'));
    });
    const { port, asked } = await proxyTo(target);
    const answer = await send(request, network(port));
    expect(answer).toMatchObject({ status: 302, body: 'ok' });
    expect(seen).toEqual(['/v1?q', undefined]);
    expect(asked.join('')).toMatch(/^CONNECT api\.example\.com:80 HTTP\/1\.1/);
    expect(asked.join('')).toContain(Buffer.from('ada:pa55').toString('base64'));
  });

  test.each([
    ['407 Proxy Authentication Required', /the proxy \S+ wants a user name and password$/],
    ['403 Forbidden', /the proxy \S+ answered 403$/],
  ])('a proxy that answers %s is named, without its password', async (status, said) => {
    const port = await tcp((socket) => {
      socket.once('data', () => socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`));
    });
    const error = await send(request, network(port)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'network', message: expect.stringMatching(said) });
    expect(error).toMatchObject({ message: expect.stringContaining(`127.0.0.1:${port}`) });
    expect(error).not.toMatchObject({ message: expect.stringContaining('pa55') });
  });

  test.each([
    ['at once', (socket: Socket) => socket.end()],
    ['when it is asked', (socket: Socket) => socket.once('data', () => socket.end())],
    ['rudely', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())],
  ])('a proxy that hangs up %s is asked once, and named', async (_how, meet) => {
    let met = 0;
    const port = await tcp((socket) => {
      met += 1;
      meet(socket);
    });
    await expect(send(request, network(port))).rejects.toMatchObject({
      code: 'network',
      message: `api.example.com is out of reach: the proxy 127.0.0.1:${port} closed the connection before the answer was complete`,
      hint: 'check HTTPS_PROXY and NO_PROXY',
    });
    expect(met).toBe(1);
  });

  test('a proxy that is not there is named, and not the host behind it blamed', async () => {
    await expect(send(request, network(1))).rejects.toMatchObject({
      code: 'network',
      message: 'api.example.com is out of reach: the proxy 127.0.0.1:1 refused the connection',
      hint: 'check HTTPS_PROXY and NO_PROXY',
    });
  });

  test('a host that hangs up behind it is named, and one is not told to use a proxy', async () => {
    const target = await tcp((socket) => socket.once('data', () => socket.end()));
    const { port } = await proxyTo(target);
    await expect(send(request, network(port))).rejects.toMatchObject({
      message: `api.example.com, asked for through the proxy 127.0.0.1:${port}, closed the connection before the answer was complete`,
      hint: 'check HTTPS_PROXY and NO_PROXY',
    });
  });

  test('a header that cannot be sent is named without its value, and the proxy not asked', async () => {
    const headers = { authorization: 'Bearer sec\r\nret' };
    const { port, asked } = await proxyTo(1);
    const error = await send({ ...request, headers }, network(port)).catch((e: unknown) => e);
    expect(error).toMatchObject({ message: expect.stringMatching(/a header holds a character/) });
    expect(asked).toEqual([]);
  });

  test('a password with a % that encodes nothing is sent as it is', async () => {
    const target = await web((_, response) => response.end('ok'));
    const { port, asked } = await proxyTo(target);
    const env = { HTTP_PROXY: `http://ada:100%@127.0.0.1:${port}` };
    expect(await send(request, { ...network(port), env })).toMatchObject({ body: 'ok' });
    expect(asked.join('')).toContain(Buffer.from('ada:100%').toString('base64'));
  });

  test('a proxy that never answers is given up on', async () => {
    const port = await tcp(() => undefined);
    const error = await send(request, { ...network(port), limit: 300 }).catch((e: unknown) => e);
    expect(error).toMatchObject({ message: expect.stringContaining('did not answer within 0.3') });
  });

  test('a host behind it that never answers is given up on, and let go of', async () => {
    let left = () => {};
    const gone = new Promise<void>((resolve) => {
      left = resolve;
    });
    const target = await tcp((socket) => socket.resume().on('close', left));
    const { port } = await proxyTo(target);
    const error = await send(request, { ...network(port), limit: 300 }).catch((e: unknown) => e);
    expect(error).toMatchObject({ message: expect.stringContaining('did not answer within 0.3') });
    await gone;
  });

  test('SOCKS is refused with the form that works', async () => {
    const env = { ALL_PROXY: 'socks5://127.0.0.1:1080' };
    await expect(send(request, { ...network(1), env })).rejects.toMatchObject({
      code: 'network',
      hint: expect.stringContaining('http://HOST:PORT'),
    });
  });
});
