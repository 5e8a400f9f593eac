import { createServer as createHttpServer, request } from 'node:http';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/node/listen.js';
import { get, OK, raw, startListener } from '../support/loopback.js';

describe('ports', () => {
  const occupy = (port: number, host: string) =>
    new Promise<number>((resolve) => {
      const server: Server = createServer().listen(port, host, () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
      onTestFinished(() => void server.close());
    });

  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '\\[::1\\]'],
  ])(
    'E09b, E10: a fixed port that is taken on %s is named, and no other is chosen',
    async (host, shown) => {
      const port = await occupy(0, host);
      await expect(listen({ port, handle: async () => OK })).rejects.toMatchObject({
        code: 'network',
        message: expect.stringMatching(new RegExp(`^port ${port} on ${shown} is already in use$`)),
      });
      // Nothing is left half-open: the other address can be taken again.
      expect(await occupy(port, host === '::1' ? '127.0.0.1' : '::1')).toBe(port);
    },
  );

  test('a fixed port is the one that is listened on', async () => {
    const { port, close } = await startListener();
    await close();
    const again = await listen({ port, handle: async () => OK });
    onTestFinished(again.close);
    expect(again.port).toBe(port);
  });

  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'));

  test.runIf(outside.length > 0)('E11: no other address of this machine reaches it', async () => {
    const { port } = await startListener();
    for (const { address } of outside) {
      await expect(raw(port, 'GET / HTTP/1.1\r\n\r\n', address)).rejects.toMatchObject({
        code: 'ECONNREFUSED',
      });
    }
  });
});

describe('closing', () => {
  test('idle and half-heard connections are dropped at once, and the port refuses', async () => {
    const { port, close } = await startListener();
    const half = raw(port, 'GET / HTTP/1.1\r\n');
    await get(port);
    const begun = performance.now();
    await close();
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(await half).toBe('');
    await expect(get(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('an answer that is on its way still arrives', async () => {
    let closed: Promise<void> | undefined;
    const { port, close } = await startListener(async () => {
      closed = close();
      return OK;
    });
    const answer = await get(port);
    await closed;
    expect(answer.endsWith('hello')).toBe(true);
  });

  test('a handler that never answers does not keep it open', async () => {
    let arrived: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { port, close } = await startListener(() => {
      arrived();
      return new Promise(() => undefined);
    });
    const answer = raw(port, `GET / HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    await asked;
    await close();
    expect(await answer).toBe('');
  });

  test('a browser that keeps its connection alive does not keep it open', async () => {
    const { port, close } = await startListener();
    await new Promise<void>((resolve, reject) => {
      const sent = request({ port, host: '127.0.0.1', headers: { connection: 'keep-alive' } });
      sent.on('response', (response) => response.resume().on('end', resolve));
      sent.on('error', reject);
      sent.end();
    });
    await close();
    const again = createHttpServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => again.on('listening', resolve));
    again.close();
  });
});
