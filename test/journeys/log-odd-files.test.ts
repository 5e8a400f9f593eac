import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ant } from '../support/ant.js';
import { tempDir } from '../support/temp.js';

/** A configuration directory in which one thing has been recorded. */
async function recorded(): Promise<string> {
  const dir = tempDir();
  expect((await ant(['profile', 'create', 'work', '--config-dir', dir])).code).toBe(0);
  expect((await ant(['log', '--config-dir', dir])).out).toContain('work');
  return dir;
}

test.each([
  ['a directory', (path: string) => mkdirSync(path), 'is a directory'],
  ['a link', (path: string) => symlinkSync('/dev/zero', path), 'is a symbolic link'],
  ['a FIFO', (path: string) => execFileSync('mkfifo', [path]), 'is a pipe, socket or device'],
])(
  '%s in place of the events is no empty log: ant log says what lies there, exit code 6',
  async (_what, put, is) => {
    const dir = await recorded();
    for (const name of ['events.jsonl', 'events.1.jsonl']) {
      const path = join(dir, 'log', name);
      rmSync(path, { force: true });
      put(path);
      for (const action of [[], ['verify']]) {
        const { code, out, err } = await ant(['log', ...action, '--config-dir', dir]);
        expect([code, out]).toEqual([6, '']);
        expect(err).toBe(
          `ant: error: ${path} ${is}, where the event log belongs\nant: hint: move it away and run the command again\n`,
        );
      }
      rmSync(path, { recursive: true });
    }
  },
);

test('one event is not "1 events"', async () => {
  const dir = await recorded();
  expect((await ant(['log', 'verify', '--config-dir', dir])).out).toBe('intact: 1 event\n');
});
