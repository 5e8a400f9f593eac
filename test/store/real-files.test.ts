import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { realFiles } from '../../src/node/files.js';
import { Secret } from '../../src/secret.js';
import { loadLogin, loadRenewal, saveLogin } from '../../src/store/store.js';
import { fakeHost } from '../support/host.js';
import { tempDir } from '../support/temp.js';

const saved = {
  login: { accessToken: new Secret('access-of-ada') },
  renewal: {
    refreshToken: new Secret('refresh-of-ada'),
    clientId: 'c',
    origin: 'https://a.example',
  },
};

function machine() {
  const configDir = join(tempDir(), 'anthropic');
  const host = fakeHost({ files: realFiles({}), user: process.geteuid?.() ?? 0 });
  return {
    host,
    shelf: { configDir, profile: 'work', backend: 'file' } as const,
    directory: join(configDir, 'credentials'),
    path: join(configDir, 'credentials/work.json'),
  };
}

function modeOf(path: string): string {
  return (lstatSync(path).mode & 0o7777).toString(8);
}

describe.skipIf(process.platform === 'win32')('on a real disk', () => {
  test('E60: file 0600 and directory 0700 whatever the umask, and no temporary file stays', async () => {
    const { host, shelf, directory, path } = machine();
    const before = process.umask(0);
    try {
      await saveLogin(host, shelf, saved);
    } finally {
      process.umask(before);
    }
    expect([modeOf(path), modeOf(directory)]).toEqual(['600', '700']);
    expect(readdirSync(directory)).toEqual(['work.json']);
    expect((await loadRenewal(host, shelf))?.refreshToken.reveal()).toBe('refresh-of-ada');
  });

  test.each([
    ['a symbolic link', (path: string, other: string) => symlinkSync(other, path)],
    ['a directory', (path: string) => mkdirSync(path)],
  ])('E59: %s is neither read nor replaced', async (_, put) => {
    const { host, shelf, directory, path } = machine();
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const other = join(directory, 'other.json');
    writeFileSync(other, '{"access_token":"theirs"}', { mode: 0o600 });
    put(path, other);
    await expect(loadLogin(host, shelf)).rejects.toMatchObject({ code: 'file' });
    await expect(saveLogin(host, shelf, saved)).rejects.toMatchObject({ code: 'file' });
    expect(readFileSync(other, 'utf8')).toBe('{"access_token":"theirs"}');
  });

  test('E59: a file with a second name is not read', async () => {
    const { host, shelf, directory, path } = machine();
    await saveLogin(host, shelf, saved);
    linkSync(path, join(directory, 'second.json'));
    await expect(loadLogin(host, shelf)).rejects.toMatchObject({
      message: expect.stringContaining('hard links'),
    });
  });

  test('E61: mode 0644 is refused with the command that mends it, and that mends it', async () => {
    const { host, shelf, path } = machine();
    await saveLogin(host, shelf, saved);
    chmodSync(path, 0o644);
    await expect(loadLogin(host, shelf)).rejects.toMatchObject({ hint: `run: chmod 600 ${path}` });
    chmodSync(path, 0o600);
    expect((await loadLogin(host, shelf))?.accessToken.reveal()).toBe('access-of-ada');
  });

  test('E59: a directory that everyone writes to is refused', async () => {
    const { host, shelf, directory } = machine();
    await saveLogin(host, shelf, saved);
    chmodSync(directory, 0o777);
    await expect(loadLogin(host, shelf)).rejects.toMatchObject({
      hint: `run: chmod o-w ${directory}`,
    });
  });
});
