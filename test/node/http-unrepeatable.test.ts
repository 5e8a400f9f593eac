import { expect, test } from 'vitest';
import type { HttpRequest } from '../../src/host.js';
import { send } from '../../src/node/http.js';
import { web } from '../support/servers.js';

/** A Ctrl-C as soon as a request has arrived, which is answered only afterwards. */
async function interrupted(more: Partial<HttpRequest>) {
  const stop = new AbortController();
  const port = await web((_request, response) => {
    stop.abort('SIGINT');
    setTimeout(() => response.end('granted'), 400);
  });
  const request: HttpRequest = { method: 'GET', url: `http://127.0.0.1:${port}/`, headers: {} };
  const network = { env: {}, interrupt: stop.signal, limit: 5000 };
  return send({ ...request, ...more }, network);
}

test('a request is given up when the program is asked to stop', async () => {
  await expect(interrupted({})).rejects.toMatchObject({ code: 'interrupted' });
});

test('E34: one whose answer cannot be had twice is waited for', async () => {
  expect((await interrupted({ unrepeatable: true })).body).toBe('granted');
});

test('it is given up sooner when it says so', async () => {
  const start = performance.now();
  const port = await web(() => undefined);
  const request = {
    method: 'GET',
    url: `http://127.0.0.1:${port}/`,
    headers: {},
    limit: 300,
  } as const;
  const network = { env: {}, interrupt: new AbortController().signal, limit: 5000 };
  await expect(send(request, network)).rejects.toThrow('did not answer within 0.3 seconds');
  expect(performance.now() - start).toBeLessThan(3000);
});
