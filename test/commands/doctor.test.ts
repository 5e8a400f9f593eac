import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/doctor/doctor.js';
import { AntError } from '../../src/errors.js';
import { fakeHost } from '../support/host.js';
import { credentialsPath } from './profile-support.js';

const open = { [credentialsPath('work')]: { mode: 0o644, text: '{}' } };
const asked = (more: object = {}) => ({ offline: true as const, ...more });

describe('ant doctor', () => {
  test('nothing wrong is exit code 0; the text and the JSON say the same', async () => {
    const { exitCode, value, text } = await run(fakeHost(), asked());
    expect(exitCode).toBe(0);
    expect(text()).toMatch(/^\d+ notes?, 3 skipped, \d+ ok; next: ant auth login$/m);
    expect(value).toMatchObject({ summary: { broken: 0, warning: 0, skipped: 3 } });
  });

  test('looks, and changes nothing, unless it is told to', async () => {
    const host = fakeHost({ disk: open });
    expect((await run(host, asked())).exitCode).toBe(7);
    expect(host.disk.get(credentialsPath('work'))?.mode).toBe(0o644);
    expect((await run(host, asked({ fix: true }))).exitCode).toBe(0);
    expect(host.disk.get(credentialsPath('work'))?.mode).toBe(0o600);
  });

  test('a file that cannot be looked at, and nothing found, is exit code 6', async () => {
    const host = fakeHost();
    const list: typeof host.files.list = async (path) => {
      throw new AntError('file', `could not list ${path}: permission denied`);
    };
    const { exitCode } = await run({ ...host, files: { ...host.files, list } }, asked());
    expect(exitCode).toBe(6);
  });

  test('a repair that failed is exit code 6 at least', async () => {
    const host = fakeHost({
      disk: { [credentialsPath('work')]: '{}', '/home/ada/.config/anthropic/log/x': '' },
      checkup: {
        setMode: async (path) => {
          throw new AntError('file', `could not set the mode of ${path}`);
        },
      },
    });
    host.disk.set('/home/ada/.config/anthropic/log', {
      ...{ kind: 'directory', owner: 1000, links: 1, text: '' },
      mode: 0o755,
    });
    const { exitCode, text } = await run(host, asked({ fix: true }));
    expect(exitCode).toBe(6);
    expect(text()).toContain('not mended: could not set the mode of');
  });

  test('at a terminal it says what takes long, and nothing elsewhere', async () => {
    const slow = { sleep: async () => undefined };
    const terminal = fakeHost({ ...slow, terminal: { interactive: true } });
    await run(terminal, asked());
    expect(terminal.said).toContain('ant: looking at: keychain');
    const pipe = fakeHost(slow);
    await run(pipe, asked());
    expect(pipe.said).toEqual([]);
  });

  test('Ctrl-C ends it', async () => {
    const interrupt = AbortSignal.abort('SIGINT');
    await expect(run(fakeHost({ interrupt }), asked())).rejects.toMatchObject({
      code: 'interrupted',
    });
  });
});
