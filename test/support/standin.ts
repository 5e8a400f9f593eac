import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Env } from '../../src/host.js';
import { send } from '../../src/node/http.js';
import { type FakeHost, fakeHost } from './host.js';

const STANDINS = join(import.meta.dirname, '../standins');

/** A stand-in that runs: what it said when it was ready, and what it heard since. */
export type Standin = {
  /** As in `{ url: 'http://127.0.0.1:4711' }` or `{ socket: '/…' }`. */
  readonly ready: Readonly<Record<string, string>>;
  /** What it has reported since, one object for each request; none holds a secret in the clear. */
  readonly heard: readonly Readonly<Record<string, unknown>>[];
};

/**
 * Starts `test/standins/NAME.mjs`, a process of its own that speaks the protocol of a real source. It prints a
 * line of JSON when it is ready, and one for each request. It is gone when the test ends.
 */
export function startStandin(name: string, ...words: readonly string[]): Promise<Standin> {
  const child = spawn(process.execPath, [join(STANDINS, `${name}.mjs`), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const heard: Record<string, unknown>[] = [];
  return new Promise((resolve, reject) => {
    let rest = '';
    let ready = false;
    child.on('close', (code) => reject(new Error(`the stand-in ${name} ended with ${code}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = `${rest}${chunk.toString('utf8')}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const said = JSON.parse(line);
        if (ready) heard.push(said);
        else resolve({ ready: said, heard });
        ready = true;
      }
    });
  });
}

/** A machine whose requests really leave, and whose pauses take no time. */
export function askingHost(env: Env, more: Parameters<typeof fakeHost>[0] = {}): FakeHost {
  const interrupt = new AbortController().signal;
  return fakeHost({
    env,
    http: (request) => send(request, { env: {}, interrupt, limit: 5_000 }),
    ...more,
  });
}
