import { describe, expect, test } from 'vitest';
import { get, OK, raw, startListener, statusOf } from '../support/loopback.js';

describe('what arrives', () => {
  test('a request is plain data: method, absolute URL, headers, body', async () => {
    const { port, seen } = await startListener();
    const answer = await raw(
      port,
      `POST /callback?code=a&state=b HTTP/1.1\r\nHost: LOCALHOST:${port}\r\nX-Two: 1\r\nX-Two: 2\r\nContent-Length: 6\r\nConnection: close\r\n\r\ngrüß`,
    );
    expect(statusOf(answer)).toBe(200);
    expect(answer.endsWith('hello')).toBe(true);
    expect(seen).toMatchObject([
      {
        method: 'POST',
        url: `http://localhost:${port}/callback?code=a&state=b`,
        headers: { 'x-two': '1, 2' },
        body: 'grüß',
      },
    ]);
  });

  test('both loopback addresses answer', async () => {
    const { port } = await startListener();
    for (const host of ['127.0.0.1', '::1']) {
      const answer = await raw(
        port,
        `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`,
        host,
      );
      expect([host, statusOf(answer)]).toEqual([host, 200]);
    }
  });

  test('E09: nothing is said about other origins', async () => {
    const { port } = await startListener();
    const answer = await raw(
      port,
      `OPTIONS / HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Private-Network: true\r\nConnection: close\r\n\r\n`,
    );
    expect(answer.toLowerCase()).not.toContain('access-control');
  });
});

describe('E07: what is not a plain request for this listener is refused, and the next one is served', () => {
  test.each([
    [
      'a Host of another name (DNS rebinding)',
      (p: number) => get(p, '/', `evil.example:${p}`),
      400,
    ],
    ['a Host without the port', (p: number) => get(p, '/', 'localhost'), 400],
    ['a Host with another port', (p: number) => get(p, '/', `localhost:${p + 1}`), 400],
    ['a name that only begins like ours', (p: number) => get(p, '/', `localhost.evil:${p}`), 400],
    ['no Host', (p: number) => raw(p, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'), 400],
    ['an absolute-form target', (p: number) => get(p, `http://127.0.0.1:${p}/`), 400],
    ['a target without a slash', (p: number) => get(p, 'callback'), 400],
    ['bytes that are not HTTP', (p: number) => raw(p, '\x16\x03\x01\x02\x00\x01\r\n\r\n'), 400],
    ['the preface of HTTP/2', (p: number) => raw(p, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), 400],
    [
      'a method nobody has',
      (p: number) =>
        raw(p, `PURGE / HTTP/1.1\r\nHost: localhost:${p}\r\nConnection: close\r\n\r\n`),
      405,
    ],
    ['a header of 20 KiB', (p: number) => get(p, `/?${'x'.repeat(20_000)}`), 431],
  ])('%s', async (_story, send, status) => {
    const { port, seen } = await startListener();
    expect(statusOf(await send(port))).toBe(status);
    expect(seen).toEqual([]);
    expect(statusOf(await get(port))).toBe(200);
  });

  test('a target of two slashes cannot name another host', async () => {
    const { port, seen } = await startListener();
    await get(port, '//evil.example/x');
    expect(seen.map(({ url }) => new URL(url).host)).toEqual([`127.0.0.1:${port}`]);
  });

  test('a body of more than 1 MiB is answered 413 without waiting for its end', async () => {
    const { port, seen } = await startListener();
    const head = `POST / HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 50000000\r\n\r\n`;
    expect(statusOf(await raw(port, head + 'x'.repeat(1024 * 1024 + 1)))).toBe(413);
    expect(seen).toEqual([]);
  });

  test('slow-loris: who never finishes a header is cut off, and does not keep others waiting', async () => {
    const { port } = await startListener();
    const begun = performance.now();
    const slow = raw(port, `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nX-Slow: `);
    const old = raw(port, 'GET /\r\n'); // HTTP/0.9 had no more than this
    const silent = raw(port, '');
    expect(statusOf(await get(port))).toBe(200);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect([statusOf(await slow), statusOf(await old)]).toEqual([408, 408]);
    await silent;
    expect(performance.now() - begun).toBeLessThan(9_000);
  }, 15_000);
});

describe('the handler', () => {
  test('one that throws is a 500 that says nothing', async () => {
    const { port } = await startListener(async () => {
      throw new Error('the secret plan');
    });
    const answer = await get(port);
    expect(statusOf(answer)).toBe(500);
    expect(answer).not.toContain('plan');
  });

  test.each([
    ['a header with a line break', { ...OK, headers: { 'x-bad': 'a\r\nset-cookie: b' } }],
    ['a status that is none', { ...OK, status: 9000 }],
  ])('%s becomes a 500', async (_story, response) => {
    const { port } = await startListener(async () => response);
    const answer = await get(port);
    expect(statusOf(answer)).toBe(500);
    expect(answer).not.toContain('set-cookie');
  });
});
