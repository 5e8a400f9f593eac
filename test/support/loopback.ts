import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Handler, HttpRequest, HttpResponse } from '../../src/host.js';
import { listen } from '../../src/node/listen.js';

export const OK: HttpResponse = {
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body: 'hello',
};

/** A real listener on a free port that remembers what reached its handler; closed when the test ends. */
export async function startListener(handle: Handler = async () => OK) {
  const seen: HttpRequest[] = [];
  const listener = await listen({
    port: 0,
    handle: (arrived) => {
      seen.push(arrived);
      return handle(arrived);
    },
  });
  onTestFinished(listener.close);
  return { ...listener, seen };
}

/** Sends bytes as they are; resolves to all that came back by the time the other side closed. */
export function raw(port: number, bytes: string, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host }, () => socket.write(bytes));
    let got = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      got += text;
    });
    socket.on('close', () => resolve(got));
    socket.on('error', (error) => (got === '' ? reject(error) : resolve(got)));
  });
}

/** A plain GET over a connection of its own. */
export function get(port: number, target = '/', host = `127.0.0.1:${port}`): Promise<string> {
  return raw(port, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
}

/** The status in such an answer. */
export function statusOf(answer: string): number {
  return Number(answer.split(' ')[1]);
}
