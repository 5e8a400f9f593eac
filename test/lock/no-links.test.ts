import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { withGenerationLock } from '../../src/lock/generation-lock.js';
import { tempDir } from '../support/temp.js';
import { machine } from './machine.js';

// As FAT and some network file systems answer.
vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  link: async () => {
    throw Object.assign(new Error('no hard links here'), { code: 'EPERM' });
  },
}));

test('E63: without hard links, one of many has the lock at a time all the same', async () => {
  const place = { directory: join(tempDir(), 'lock'), what: 'the lock', limitSeconds: 20 };
  let [inside, most, turns] = [0, 0, 0];
  const turn = () =>
    withGenerationLock(machine(), place, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 1));
      inside -= 1;
      turns += 1;
    });
  await Promise.all(Array.from({ length: 20 }, turn));
  expect({ most, turns }).toEqual({ most: 1, turns: 20 });
  expect(readdirSync(place.directory)).toEqual(['g.20']);
});

test('E63: without hard links, a record that is there and still empty is somebody about to write it', async () => {
  const directory = join(tempDir(), 'lock');
  mkdirSync(directory);
  writeFileSync(join(directory, 'g.1'), '');
  const place = { directory, what: 'the lock', limitSeconds: 0.1 };
  await expect(withGenerationLock(machine(), place, async () => 'taken')).rejects.toThrow('in use');
});
