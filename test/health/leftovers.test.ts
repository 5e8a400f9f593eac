import { describe, expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import { mend, repairsOf } from '../../src/health/mend.js';
import { credentialsPath, DIR } from '../commands/profile-support.js';
import { fakeHost, NOON } from '../support/host.js';
import { examined, said } from './examined.js';

const STALE = { look: async () => ({ mode: 0o600, changedAt: NOON - 3600 }) };

describe('leftovers', () => {
  const TEMP = '.ant-0123456789abcdef.tmp';

  test.each([
    `${DIR}/configs/${TEMP}`,
    `${DIR}/credentials/${TEMP}`,
    `${DIR}/credentials/.ant-probe`,
    `${DIR}/credentials/federation-ant/${TEMP}`,
    `${DIR}/handed-over/${TEMP}`,
    `${DIR}/log/pending/1795339463-16350-d88273d6ecea.json.tmp`,
    `${DIR}/log/pending/a-1.json.0123456789ab`,
    `${DIR}/locks/directory/g.3.0123456789ab`,
  ])('a file that was being written when its process was killed goes: %s', async (path) => {
    const host = fakeHost({ disk: { [path]: 'half' }, locks: STALE });
    const lines = await examined(host);
    expect(said(lines, 'temporary-files')).toEqual([
      `note: ${path} was left half-written by a process that was killed`,
    ]);
    expect(await mend(host, repairsOf(lines))).toEqual([{ did: `removed ${path}` }]);
    expect(host.disk.has(path)).toBe(false);
  });

  test('one that is being written now stays', async () => {
    const path = `${DIR}/credentials/${TEMP}`;
    const lines = await examined(fakeHost({ disk: { [path]: 'half' } }));
    expect(said(lines, 'temporary-files')).toEqual([expect.stringMatching(/^ok: /)]);
  });

  test('one of another user is told and stays', async () => {
    const path = `${DIR}/credentials/${TEMP}`;
    const host = fakeHost({ disk: { [path]: { text: 'half', owner: 7 } }, locks: STALE });
    const lines = await examined(host);
    expect(said(lines, 'temporary-files')).toEqual([expect.stringMatching(/^note: /)]);
    expect(repairsOf(lines).filter(({ kind }) => kind === 'remove-file')).toEqual([]);
  });

  test('a login that was set aside is named, and --fix never deletes it', async () => {
    const path = `${credentialsPath('work')}.corrupt-2`;
    const host = fakeHost({ disk: { [path]: 'torn' }, locks: STALE });
    const lines = await examined(host);
    expect(said(lines, 'set-aside')).toEqual([
      expect.stringContaining(`note: ${path} could not be read`),
    ]);
    await mend(host, repairsOf(lines));
    expect(host.disk.has(path)).toBe(true);
  });

  test('what a killed ant exec left holds a token: a warning; only what is still dead is removed', async () => {
    const dead = ['/dev/shm/ant-exec-1', '/dev/shm/ant-exec-2'];
    const disk = Object.fromEntries(dead.map((path) => [`${path}/credentials/x.json`, 'token']));
    const host = fakeHost({ disk, checkup: { deadDirectories: async () => dead.slice(0, 1) } });
    const lines = await examined({
      ...host,
      checkup: { ...host.checkup, deadDirectories: async () => dead },
    });
    expect(said(lines, 'exec-directories')).toHaveLength(2);
    expect(await mend(host, repairsOf(lines))).toEqual([{ did: 'removed /dev/shm/ant-exec-1' }]);
    expect(host.disk.has('/dev/shm/ant-exec-2/credentials/x.json')).toBe(true);
  });
});

describe('locks', () => {
  const record = (more: object) =>
    JSON.stringify({
      pid: 4711,
      started: '1',
      boot: 'boot-1',
      machine: 'ada-laptop',
      at: NOON,
      ticks: 0,
      ...more,
    });
  const G3 = `${DIR}/locks/profile/work/g.3`;

  test('one that is held is named with its holder', async () => {
    const lines = await examined(fakeHost({ disk: { [G3]: record({}) } }));
    expect(said(lines, 'locks')).toEqual([
      'note: the login of profile "work" is in use by process 4711, for 0 s now',
    ]);
    expect(repairsOf(lines)).toEqual([]);
  });

  test('one that was let go of says nothing', async () => {
    const lines = await examined(fakeHost({ disk: { [G3]: '{"released":true}' } }));
    expect(said(lines, 'locks')).toEqual([expect.stringMatching(/^ok: /)]);
  });

  test('E37: one of a dead process is named and passed on, under the lock’s own rules', async () => {
    const host = fakeHost({ disk: { [G3]: record({ pid: 99 }) } });
    const lines = await examined(host);
    expect(said(lines, 'locks')).toEqual([expect.stringMatching(/by process 99, which is dead/)]);
    await mend(host, repairsOf(lines));
    expect(host.disk.get(`${DIR}/locks/profile/work/g.4`)?.text).toBe('{"released":true}');
    expect(said(await examined(host), 'locks')).toEqual([expect.stringMatching(/^ok: /)]);
  });

  const SHARED = `${DIR}/credentials.lock`;
  const aged = (seconds: number, mode: number) => ({
    look: async (path: string) =>
      path === SHARED ? { mode, changedAt: NOON - seconds } : { mode: 0o600, changedAt: NOON },
  });

  test.each([
    [
      'fresh, of Claude Code',
      5,
      0o755,
      /^note: a login is being refreshed by another program/,
      false,
    ],
    [
      'old, of Claude Code',
      300,
      0o755,
      /^note: .*left by another program.*last seen 5 min ago/,
      true,
    ],
    ['of a dead ant', 5, 0o500, /^note: .*left by an ant that died/, true],
  ])('the one that is shared with Claude Code: %s', async (_story, age, mode, line, mends) => {
    const disk = { [SHARED]: { kind: 'directory', mode } } as const;
    const lines = await examined(fakeHost({ disk, locks: aged(age, mode) }));
    expect(said(lines, 'credentials-lock')).toEqual([expect.stringMatching(line)]);
    expect(repairsOf(lines).some(({ kind }) => kind === 'pass-credentials-lock')).toBe(mends);
  });

  test('the one of a living ant is in use', async () => {
    const disk = {
      [SHARED]: { kind: 'directory', mode: 0o500 },
      [`${DIR}/locks/directory/g.1`]: record({}),
    } as const;
    const lines = await examined(fakeHost({ disk, locks: aged(5, 0o500) }));
    expect(said(lines, 'credentials-lock')).toEqual([
      expect.stringMatching(/being refreshed by an ant/),
    ]);
  });
});

test('a repair that fails says why, and the next one is made', async () => {
  const path = `${DIR}/credentials/work.json`;
  const host = fakeHost({
    disk: { [path]: 'x' },
    checkup: {
      setMode: async (at) => {
        if (at === '/nowhere') throw new AntError('file', 'could not set the mode of /nowhere');
      },
    },
  });
  const mended = await mend(host, [
    { kind: 'mode', path: '/nowhere', mode: 0o600 },
    { kind: 'mode', path, mode: 0o600 },
  ]);
  expect(mended).toEqual([
    { failed: 'could not set the mode of /nowhere' },
    { did: `set the mode of ${path} to 0600` },
  ]);
});
