import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ant } from '../support/ant.js';
import { tempDir } from '../support/temp.js';

test('the demo plays to its end without a word to a keychain, be there one that never answers', async () => {
  const path = join(tempDir(), 'bus');
  let asked = 0;
  const silent = createServer(() => {
    asked += 1;
  }).listen(path);
  onTestFinished(() => {
    silent.close();
  });
  const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` };
  const { code, out, err } = await ant(['sandbox', 'demo'], { env });
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('Nothing was left behind.');
  expect(asked).toBe(0);
});
