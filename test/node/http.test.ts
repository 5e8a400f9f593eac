import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/host.js';
import { send } from '../../src/node/http.js';
import { started, tcp, web } from '../support/servers.js';

const network = { env: {}, interrupt: new AbortController().signal, limit: 5_000 };
const to = (port: number, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: `http://127.0.0.1:${port}/v1/oauth/token?secret=1`,
  headers: {},
  ...more,
});
const failure = (request: HttpRequest, own: Partial<typeof network> = {}) =>
  send(request, { ...network, ...own }).then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe('a request and its answer', () => {
  test('are plain data, and the connection is closed afterwards', async () => {
    const arrived: unknown[] = [];
    const port = await web((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        arrived.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
        response.writeHead(201, { 'X-Two': ['1', '2'], 'Request-Id': 'req_1' });
        response.end('grüße');
      });
    });
    const answer = await send(
      to(port, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'größe' }),
      network,
    );
    expect(answer).toMatchObject({
      status: 201,
      headers: { 'x-two': '1, 2', 'request-id': 'req_1' },
      body: 'grüße',
    });
    expect(arrived).toMatchObject([
      {
        method: 'POST',
        url: '/v1/oauth/token?secret=1',
        headers: { 'content-length': '7', 'accept-encoding': 'identity', connection: 'close' },
        body: 'größe',
      },
    ]);
  });

  test.each([301, 302, 303, 307, 308])('E26: a %i is handed back, not followed', async (status) => {
    let elsewhere = 0;
    const other = await web((_request, response) => {
      elsewhere += 1;
      response.end();
    });
    const port = await web((_request, response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${other}/` }).end();
    });
    const answer = await send(to(port, { method: 'POST', body: 'secret' }), network);
    expect([answer.status, elsewhere]).toEqual([status, 0]);
  });

  test('E29: an empty answer is an empty body, not an error', async () => {
    const port = await web((_request, response) => response.writeHead(200).end());
    expect(await send(to(port), network)).toMatchObject({ status: 200, body: '' });
  });

  test('E29: exactly 1 MiB is read; 50 MB are cut off early', async () => {
    const port = await web((request, response) => {
      const size = request.url === '/fits' ? 1024 * 1024 : 50_000_000;
      response.end(Buffer.alloc(size, 'x'));
    });
    const fits = await send(to(port, { url: `http://127.0.0.1:${port}/fits` }), network);
    expect(fits.body.length).toBe(1024 * 1024);
    expect(await failure(to(port))).toMatchObject({
      code: 'network',
      message: `127.0.0.1:${port} sent an answer of more than 1 MiB`,
    });
  });
});

describe('E29: a failure is one line with the host and the cause, and nothing of the answer', () => {
  test.each([
    [
      'an answer cut short',
      'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsecret',
      /before the answer was complete$/,
    ],
    ['no answer', '', /before the answer was complete$/],
    ['an answer that is not HTTP', 'SSH-2.0-secret\r\n\r\n', /sent something that is not HTTP$/],
    ['a header without end', `HTTP/1.1 200 OK\r\nX: ${'secret'.repeat(9_000)}`, /not HTTP$/],
  ])('%s', async (_story, bytes, cause) => {
    const port = await tcp((socket) => {
      socket.once('data', () => socket.end(bytes));
    });
    const error = await failure(to(port));
    expect(error).toMatchObject({ code: 'network', message: expect.stringMatching(cause) });
    expect(error).toMatchObject({ message: expect.stringMatching(`^127.0.0.1:${port} `) });
    expect(error).not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  test('a port where nobody listens', async () => {
    const server = createServer();
    const port = await started(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await failure(to(port))).toMatchObject({
      code: 'network',
      message: `127.0.0.1:${port} refused the connection`,
      hint: expect.stringContaining('--base-url'),
    });
  });

  test('a name that does not exist', async () => {
    const error = await failure(to(0, { url: 'https://nowhere.invalid/' }));
    expect(error).toMatchObject({
      code: 'network',
      message: expect.stringMatching(/^nowhere\.invalid (was not found|could not be looked up)/),
    });
  });

  test('an address that is not http', async () => {
    expect(await failure(to(0, { url: 'ftp://example.com/' }))).toMatchObject({
      code: 'network',
      message: 'ftp://example.com/ is not an http or https address',
    });
  });

  test('a header that cannot be sent, without its value', async () => {
    const error = await failure(to(9, { headers: { authorization: 'Bearer sec\nret' } }));
    expect(error).toMatchObject({ message: expect.stringMatching(/a header holds a character/) });
  });
});

describe('time', () => {
  test.each([
    ['never answers', () => undefined],
    [
      'sends its answer a byte at a time',
      (_: unknown, write: (text: string) => void) => write('x'),
    ],
  ])('a server that %s is given up on', async (_story, behave) => {
    const port = await web((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      behave(undefined, (text) => response.write(text));
    });
    expect(await failure(to(port), { limit: 200 })).toMatchObject({
      code: 'network',
      message: `127.0.0.1:${port} did not answer within 0.2 seconds`,
    });
  });

  test('an interrupt ends the wait', async () => {
    const controller = new AbortController();
    const port = await web(() => controller.abort('SIGINT'));
    expect(await failure(to(port), { interrupt: controller.signal })).toMatchObject({
      code: 'interrupted',
    });
  });
});
