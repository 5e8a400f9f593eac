import { describe, expect, it } from 'vitest';
import { findAsker } from '../../src/events/asker.js';
import { realFiles } from '../../src/node/files.js';

/** A procfs whose /proc/self/stat is as proc(5) has it. */
const procfs =
  (stat: string, comm = 'bash\n') =>
  async (path: string) =>
    ({ '/proc/self/stat': stat, '/proc/41/comm': comm })[path];

const nothing = async () => undefined;

describe('who asked', () => {
  it.each([
    ['a script at a terminal', '42 (node) S 41 42 40 34816 42 419', true],
    ['a service', '42 (node) S 41 42 40 0 -1 419', false],
    ['a program with a misleading name', '42 (a) S 7 (b) S 41 42 40 0 -1', false],
  ])('is read off procfs: %s', async (_story, stat, terminal) => {
    expect(await findAsker({}, 42, procfs(stat))).toEqual({ pid: 42, parent: 'bash', terminal });
  });

  it('E83: names a parent with escapes in its name without them', async () => {
    const peek = procfs('42 (node) S 41 42 40 0 -1', 'ba\u001b[2Jsh\n');
    expect(await findAsker({}, 42, peek)).toMatchObject({ parent: 'ba?[2Jsh' });
  });

  it('is only a pid where nothing else is told', async () => {
    expect(await findAsker({}, 42, nothing)).toEqual({ pid: 42 });
    expect(await findAsker({}, 42, procfs('rubbish'))).toEqual({ pid: 42 });
  });

  it('is a CI job where a variable looks like one, and like nothing else', async () => {
    const env = { GITHUB_RUN_ID: '17', BUILD_TAG: 'a secret, "perhaps"', CI_JOB_ID: '' };
    expect(await findAsker(env, 42, nothing)).toEqual({ pid: 42, ci: { GITHUB_RUN_ID: '17' } });
  });

  it.runIf(process.platform === 'linux')('is found on this machine', async () => {
    const { read } = realFiles({});
    const peek = async (path: string) => (await read(path))?.text;
    expect(await findAsker({}, process.pid, peek)).toMatchObject({
      parent: expect.stringMatching(/./),
      terminal: expect.any(Boolean),
    });
  });
});
