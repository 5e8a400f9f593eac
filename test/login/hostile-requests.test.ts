import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { browserLogin } from '../../src/login/browser-login.js';
import { fakePlatform, fakeView, loginHost, REQUEST, visit } from './support.js';

const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'];

/** What a hostile page, process or scanner may send, given everything but the state. */
function hostileTargets(state: string): string[] {
  return [
    '/callback?code=evil&state=wrong',
    '/callback?code=evil',
    '/callback?code=evil&state=',
    `/callback?code=evil&state=${state.slice(0, -1)}`,
    `/callback?code=evil&state=${state}x`,
    '/callback?error=access_denied',
    '/callback?error=access_denied&state=wrong',
    '/callback?error=<script>alert(1)</script>&error_description=%1b%5d52',
    `/callback?code=evil&code=worse&state=${state}`,
    `/callback?code=evil&state=${state}&state=${state}`,
    `/callback?code=evil&error=access_denied&state=${state}`,
    `/callback?state=${state}`,
    `/other?code=evil&state=${state}`,
    `/callback/?code=evil&state=${state}`,
    `/%63allback?code=evil&state=${state}`,
    '/favicon.ico',
    '/',
    `/callback?${'x'.repeat(4000)}`,
  ];
}

/** Sends bytes that are no proper request, and waits until the listener hangs up. */
function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.on('data', (piece) => {
      heard += piece;
    });
    socket.on('error', () => resolve(heard));
    socket.on('close', () => resolve(heard));
  });
}

test('E01 E02 E05 E06 E07 E09: 200 hostile requests do not end, change or slow a login', async () => {
  const platform = fakePlatform();
  const { view, first, events } = fakeView();
  const login = browserLogin(loginHost({ http: platform.http }), REQUEST, view);
  const { url } = await first('open');
  const { port } = await first('waiting');
  const state = new URL(url).searchParams.get('state') ?? '';
  const targets = hostileTargets(state);

  const preflight = {
    origin: 'https://evil.example',
    'access-control-request-private-network': '1',
  };
  const visits = Array.from({ length: 200 }, (_, index) => {
    const method = METHODS[Math.floor(index / targets.length) % METHODS.length] ?? 'GET';
    const target = targets[index % targets.length] ?? '/';
    return visit(`http://127.0.0.1:${port}${target}`, { method, headers: preflight });
  });
  const answer = `/callback?code=evil&state=${state}`;
  const raws = [
    `GET ${answer} HTTP/1.1\r\nHost: evil.example:${port}\r\nConnection: close\r\n\r\n`,
    `GET http://localhost:${port}${answer} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`,
    `GET ${answer}\r\n\r\n`,
    `GET ${answer} HTTP/1.1\r\nHost: localhost:${port}\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
    '\u0016\u0003\u0001',
  ].map((bytes) => sendRaw(port, bytes));

  for (const { status, headers, body } of await Promise.all(visits)) {
    expect([400, 404, 405]).toContain(status);
    expect(Object.keys(headers).join(' ')).not.toContain('access-control');
    expect(body).not.toContain('<script');
    expect(body).not.toContain(state);
    expect(body).not.toContain('evil');
  }
  for (const heard of await Promise.all(raws)) expect(heard).not.toMatch(/^HTTP\/1\.1 200/);
  expect(platform.exchanges).toEqual([]);

  const page = await visit(platform.approve(url));
  expect(page.status).toBe(200);
  expect((await login).accessToken.reveal()).toBe('minted-access');
  expect(platform.exchanges).toHaveLength(1);
  expect(events.map(({ kind }) => kind)).toEqual([
    'open',
    'manual',
    'waiting',
    'exchanging',
    'done',
  ]);
});

test('E07: a connection that says nothing does not keep the login from ending', async () => {
  const platform = fakePlatform();
  const { view, first } = fakeView();
  const login = browserLogin(loginHost({ http: platform.http }), REQUEST, view);
  const { url } = await first('open');
  const { port } = await first('waiting');
  const slow = Array.from({ length: 20 }, () => connect(port, '127.0.0.1'));
  for (const socket of slow) {
    socket.on('error', () => undefined);
    socket.write('GET /callback?code=');
  }
  const hungUp = slow.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
  await visit(platform.approve(url));
  expect((await login).accessToken.reveal()).toBe('minted-access');
  await Promise.all(hungUp);
});
