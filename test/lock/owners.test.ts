import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LockFiles } from '../../src/host.js';
import { type LockMachine, withGenerationLock } from '../../src/lock/generation-lock.js';
import { realLocks } from '../../src/node/lock-files.js';
import { needs } from '../support/require.js';
import { tempDir } from '../support/temp.js';
import { holder } from './holder.js';
import { machine, machineOfItsOwnTime } from './machine.js';

const HOUR = 3600;
const LEASE_AND_A_BIT = 61_000;

const take = (host: LockMachine, directory: string, limitSeconds = 20) =>
  withGenerationLock(host, { directory, what: 'the lock', limitSeconds }, async () => 'taken');

/** The same machine with one thing about its processes or clocks otherwise. */
const seenBy = (locks: Partial<LockFiles>, parts: Partial<LockMachine> = {}) =>
  machine({ ...parts, locks: { ...realLocks, ...locks } });

async function milliseconds(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}

describe('E37: an owner that is gone keeps nobody waiting', () => {
  test('killed, the next one has the lock at once', async () => {
    const directory = join(tempDir(), 'lock');
    const { child, gone } = await holder(directory);
    child.kill('SIGKILL');
    await gone;
    expect(await milliseconds(take(machine(), directory))).toBeLessThan(1000);
  });

  test.runIf(process.platform === 'linux')('dead, but never waited for by its parent', async () => {
    const directory = join(tempDir(), 'lock');
    const { pid } = await holder(directory, (command) => `${command} & exec sleep 60`);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(' Z ');
    expect(await milliseconds(take(machine(), directory))).toBeLessThan(1000);
  });

  test('its pid now belongs to another process', async () => {
    const directory = join(tempDir(), 'lock');
    await holder(directory);
    const host = seenBy({ running: async () => ({ started: 'another time' }) });
    expect(await milliseconds(take(host, directory))).toBeLessThan(1000);
  });

  test.runIf(process.platform === 'linux')('the machine was started again', async () => {
    const directory = join(tempDir(), 'lock');
    await holder(directory);
    const self = async () => ({ ...(await realLocks.self()), boot: 'another start' });
    expect(await milliseconds(take(seenBy({ self }), directory))).toBeLessThan(1000);
  });

  test('so it was where nobody says so, but the clock that starts with the machine shows less', async () => {
    const directory = join(tempDir(), 'lock');
    await holder(directory);
    const host = seenBy({ ticks: () => realLocks.ticks() - HOUR * 1000 });
    expect(await milliseconds(take(host, directory))).toBeLessThan(1000);
  });
});

describe('E37: an owner that lives is waited for, and named when that takes too long', () => {
  test.each([
    ['its clock and ours agree', 0],
    ['somebody has set the clock an hour ahead', HOUR],
    ['somebody has set the clock back by an hour', -HOUR],
  ])('%s', async (_story, jump) => {
    const directory = join(tempDir(), 'lock');
    const { pid, go } = await holder(directory);
    const host = machine({ now: () => Math.floor(Date.now() / 1000) + jump });
    await expect(take(host, directory, 0.3)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringMatching(`^the lock is in use by process ${pid}, for \\d+ s now$`),
      hint: expect.stringContaining('0.3 seconds'),
    });
    expect(host.slept[0]).toBeLessThan(4);
    expect(Math.max(...host.slept)).toBeLessThan(76);
    expect(await go()).toBe(true);
    await expect(take(host, directory)).resolves.toBe('taken');
  });

  test('one on another machine has its whole lease, whatever its pid means here', async () => {
    const directory = join(tempDir(), 'lock');
    await holder(directory);
    const self = async () => ({ ...(await realLocks.self()), machine: 'build-7' });
    const running = async () => undefined;
    await expect(take(seenBy({ self, running }), directory, 0.1)).rejects.toThrow(' on ');
    const now = () => Math.floor(Date.now() / 1000) + 62;
    await expect(take(seenBy({ self, running }, { now }), directory)).resolves.toBe('taken');
  });

  test('so has one in another container, which counts its processes for itself', async () => {
    const directory = join(tempDir(), 'lock');
    await holder(directory);
    const self = async () => ({ ...(await realLocks.self()), namespace: 'pid:[1]' });
    const running = async () => undefined;
    await expect(take(seenBy({ self, running }), directory, 0.1)).rejects.toThrow('in use');
  });

  test('an interrupt ends the wait', async () => {
    const directory = join(tempDir(), 'lock');
    await holder(directory);
    const interrupt = AbortSignal.abort('SIGINT');
    await expect(take(machine({ interrupt }), directory)).rejects.toMatchObject({
      code: 'interrupted',
    });
  });
});

test('E37: suspended past its lease, an owner loses the lock, notices, and disturbs nobody', async () => {
  const directory = join(tempDir(), 'lock');
  const { pid, child, go, gone } = await holder(directory);
  process.kill(pid, 'SIGSTOP');
  await expect(take(machine(), directory, 0.2)).rejects.toThrow(`process ${pid}`);
  const later = seenBy({ ticks: () => realLocks.ticks() + LEASE_AND_A_BIT });
  await withGenerationLock(
    later,
    { directory, what: 'the lock', limitSeconds: 1 },
    async ({ stillHeld }) => {
      process.kill(pid, 'SIGCONT');
      expect(await go()).toBe(false);
      await gone;
      expect(child.exitCode).toBe(0);
      expect(await stillHeld()).toBe(true);
    },
  );
});

test('an owner whose lease has under 20 s left no longer counts on it', async () => {
  let late = 0;
  const host = seenBy({ ticks: () => realLocks.ticks() + late });
  const place = { directory: join(tempDir(), 'lock'), what: 'the lock', limitSeconds: 1 };
  await withGenerationLock(host, place, async ({ stillHeld }) => {
    late = 39_000;
    expect(await stillHeld()).toBe(true);
    late = 41_000;
    expect(await stillHeld()).toBe(false);
  });
  await expect(take(host, place.directory)).resolves.toBe('taken');
});

describe('E37: a record that cannot be read', () => {
  test.each([
    ['empty', ''],
    ['not JSON', '\u0000\u0001 what?'],
    ['JSON of something else', '{"pid":"many"}'],
    ['a pid that means a group of processes', '{"pid":-1,"at":0,"ticks":0,"machine":"m"}'],
  ])('%s: has a whole lease, counted from when it was written', async (_story, text) => {
    const directory = join(tempDir(), 'lock');
    const record = join(directory, 'g.7');
    mkdirSync(directory);
    writeFileSync(record, text);
    await expect(take(machine(), directory, 0.1)).rejects.toThrow('no readable name');
    utimesSync(record, Date.now() / 1000, Date.now() / 1000 - 62);
    await expect(take(machine(), directory)).resolves.toBe('taken');
    expect(readdirSync(directory)).toEqual(['g.8']);
  });

  test('written in what is now the future, it does not last until then', async () => {
    const directory = join(tempDir(), 'lock');
    const record = join(directory, 'g.7');
    mkdirSync(directory);
    writeFileSync(record, '');
    utimesSync(record, Date.now() / 1000, Date.now() / 1000 + HOUR);
    await expect(take(machine(), directory)).resolves.toBe('taken');
  });
});

describe('the directory of a lock', () => {
  test('holds one record after any number of turns, and what the dead left is swept', async () => {
    const directory = join(tempDir(), 'deep/er/lock');
    await take(machine(), directory);
    writeFileSync(join(directory, 'g.1.0a1b2c3d4e5f'), 'half a rec');
    for (let turn = 0; turn < 5; turn += 1) await take(machine(), directory);
    expect(readdirSync(directory)).toEqual(['g.6']);
  });

  test('that cannot be made is an error that names it', async () => {
    const file = join(tempDir(), 'file');
    writeFileSync(file, '');
    await expect(take(machine(), `${file}/lock`)).rejects.toMatchObject({ code: 'file' });
  });

  test.runIf(needs('mount (and root)', canMount))('on a read-only disk likewise', async () => {
    const disk = tempDir();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'ant-test', disk]);
    onTestFinished(() => {
      execFileSync('umount', [disk]);
    });
    await expect(take(machine(), join(disk, 'lock'))).rejects.toMatchObject({
      code: 'file',
      message: `could not lock ${disk}/lock/g.1: the file system is read-only`,
    });
  });
});

test('the wait is as long as was asked for, and no longer', async () => {
  const directory = join(tempDir(), 'lock');
  await holder(directory);
  const host = machineOfItsOwnTime();
  const start = host.locks.ticks();
  await expect(take(host, directory, 12)).rejects.toThrow('in use');
  expect(host.locks.ticks() - start).toBeLessThan(14_000);
});

function canMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'probe', '/mnt'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
