import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withDirectoryLock } from '../../src/lock/directory-lock.js';
import { realLocks } from '../../src/node/lock-files.js';
import { program } from '../support/program.js';
import { tempDir } from '../support/temp.js';
import { machine, machineOfItsOwnTime } from './machine.js';

function configDir() {
  const directory = tempDir();
  return { directory, lock: join(directory, 'credentials.lock') };
}

const setAge = (path: string, seconds: number) =>
  utimesSync(path, Date.now() / 1000, Date.now() / 1000 - seconds);

test('while it is held the directory is there and fresh; then it is gone, whatever happened inside', async () => {
  const { directory, lock } = configDir();
  await withDirectoryLock(machine(), directory, async ({ stillHeld }) => {
    expect(Date.now() - statSync(lock).mtimeMs).toBeLessThan(2000);
    expect(await stillHeld()).toBe(true);
  });
  expect(existsSync(lock)).toBe(false);
  const failing = withDirectoryLock(machine(), directory, async () => {
    throw new Error('inside');
  });
  await expect(failing).rejects.toThrow('inside');
  expect(existsSync(lock)).toBe(false);
});

test('somebody else’s is waited for, for 15 seconds, and left alone', async () => {
  const { directory, lock } = configDir();
  mkdirSync(lock);
  const host = machineOfItsOwnTime();
  const start = host.locks.ticks();
  await expect(withDirectoryLock(host, directory, async () => 'in')).rejects.toMatchObject({
    code: 'file',
    message: `the lock ${lock} is in use by another program, such as Claude Code`,
  });
  expect(Math.round((host.locks.ticks() - start) / 1000)).toBe(15);
  expect(existsSync(lock)).toBe(true);
});

test('as soon as it is given back, we have it', async () => {
  const { directory, lock } = configDir();
  mkdirSync(lock);
  const waiting = withDirectoryLock(machine(), directory, async () => 'in');
  await new Promise((resolve) => setTimeout(resolve, 100));
  rmdirSync(lock);
  await expect(waiting).resolves.toBe('in');
});

test('the leftover of an `ant` that died is no obstacle, not even a fresh one', async () => {
  const { directory, lock } = configDir();
  mkdirSync(lock, 0o500);
  const host = machine();
  await expect(withDirectoryLock(host, directory, async () => 'in')).resolves.toBe('in');
  expect(host.slept).toEqual([]);
});

test.each([
  ['50 s is not old enough', 50, 'in use'],
  ['61 s is', 61, 'in'],
  ['an hour in the future counts as old: somebody has set the clock', -3600, 'in'],
])('somebody else’s leftover: %s', async (_story, age, outcome) => {
  const { directory, lock } = configDir();
  mkdirSync(lock);
  setAge(lock, age);
  // The date stands still, so that 50 seconds stay 50 seconds.
  const now = Math.floor(Date.now() / 1000);
  const host = { ...machineOfItsOwnTime(), now: () => now };
  const result = withDirectoryLock(host, directory, async () => 'in').catch(String);
  expect(await result).toContain(outcome);
});

test.each([3600, -3600])(
  'a living owner’s is not taken when the clock jumps by %i s',
  async (jump) => {
    const { directory, lock } = configDir();
    mkdirSync(lock);
    const host = machineOfItsOwnTime(jump);
    // It touches its directory every five seconds, by the new date.
    let touched = host.locks.ticks();
    const sleep = async (milliseconds: number) => {
      await host.sleep(milliseconds);
      if (host.locks.ticks() - touched < 5000) return;
      touched = host.locks.ticks();
      setAge(lock, -jump - touched / 1e6);
    };
    const result = withDirectoryLock({ ...host, sleep }, directory, async () => 'in');
    await expect(result).rejects.toThrow('in use');
  },
);

test('taken over by somebody else while we were suspended, it is theirs, and we notice', async () => {
  const { directory, lock } = configDir();
  await withDirectoryLock(machine(), directory, async ({ stillHeld }) => {
    rmdirSync(lock);
    expect(await stillHeld()).toBe(false);
    mkdirSync(lock);
    expect(await stillHeld()).toBe(false);
  });
  expect(existsSync(lock)).toBe(true);
});

test('held for longer than anyone should, it is still given back', async () => {
  const { directory, lock } = configDir();
  const host = machineOfItsOwnTime();
  await withDirectoryLock(host, directory, async ({ stillHeld }) => {
    await host.sleep(50_000);
    expect(await stillHeld()).toBe(false);
  });
  expect(existsSync(lock)).toBe(false);
});

test.each([
  ['its own', '', false],
  ['not what another program has put in its place', 'rmdirSync(lock); mkdirSync(lock);', true],
])('a process that exits in the middle takes the directory with it: %s', (_story, then, left) => {
  const { directory, lock } = configDir();
  const path = program(`
    import { mkdirSync, rmdirSync } from 'node:fs';
    import { withDirectoryLock } from '../lock/directory-lock.js';
    import { realHost } from './host.js';
    const lock = process.argv[2] + '/credentials.lock';
    await withDirectoryLock(realHost({ version: 'test' }), process.argv[2] ?? '', async () => {
      ${then}
      process.exit(7);
    });
  `);
  expect(spawnSync(process.execPath, [path, directory]).status).toBe(7);
  expect(existsSync(lock)).toBe(left);
});

test('among ourselves one at a time', async () => {
  const { directory } = configDir();
  let [inside, most] = [0, 0];
  const turn = () =>
    withDirectoryLock(machine(), directory, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside -= 1;
    });
  await Promise.all(Array.from({ length: 10 }, turn));
  expect(most).toBe(1);
});

test('where permissions show nothing, it works by age alone', async () => {
  const { directory, lock } = configDir();
  const look: typeof realLocks.look = async (path) => {
    const found = await realLocks.look(path);
    return found && { ...found, mode: 0o777 };
  };
  const host = machine({ locks: { ...realLocks, look } });
  const held = withDirectoryLock(host, directory, ({ stillHeld }) => stillHeld());
  await expect(held).resolves.toBe(true);
  expect(existsSync(lock)).toBe(false);
});
