import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ant } from '../support/ant.js';
import { needs } from '../support/require.js';
import { type RunningSandbox, runSandbox } from '../support/running-sandbox.js';
import { canMount, smallDisk } from '../support/small-disk.js';
import { tempDir } from '../support/temp.js';
import { login } from './store-support.js';

/** One line that says what and where, then what to do; no stack and no secret. */
function expectOneError(err: string, ...words: readonly (string | RegExp)[]): void {
  const lines = err.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^ant: error: /);
  expect(lines.slice(1).every((line) => line.startsWith('ant: hint: '))).toBe(true);
  expect(err).not.toContain('sk-ant-');
  for (const word of words) expect(err).toMatch(word);
}

/** A sandbox and somebody signed in there, everything in files. */
async function signedIn() {
  const sandbox = await runSandbox();
  const { code, err } = await login(sandbox.env, '--store', 'file');
  expect(code, err).toBe(0);
  return { ...sandbox, file: join(sandbox.configDir, 'credentials', 'default.json') };
}

const READERS = [
  ['auth', 'print-credentials', '--access-token'],
  ['auth', 'print-credentials'],
  ['auth', 'refresh'],
  ['auth', 'trust'],
];

/** Every command that needs the token says the same and touches nothing. */
async function expectRefused(env: RunningSandbox['env'], ...words: readonly RegExp[]) {
  for (const reader of READERS) {
    const { code, out, err } = await ant(reader, { env });
    expect([code, out], reader.join(' ')).toEqual([6, '']);
    expectOneError(err, ...words);
  }
  const asked = await ant(['whoami'], { env });
  expect(asked.code).toBe(3);
  const shown = await ant(['auth', 'store'], { env });
  expect([shown.code, shown.out]).toEqual([0, expect.stringContaining('cannot be read')]);
  for (const word of words) expect(`${asked.out}${shown.out}`).toMatch(word);
}

describe('E59: the place of the credentials file taken by something else: exit 6, neither read nor replaced', () => {
  test.each<[string, (file: string, elsewhere: string) => void, RegExp]>([
    ['a symbolic link', (file, elsewhere) => symlinkSync(elsewhere, file), /symbolic link/],
    ['a directory', (file) => mkdirSync(file), /directory/],
    ['a FIFO', (file) => execFileSync('mkfifo', [file]), /pipe/],
  ])('%s', async (_story, put, words) => {
    const world = await signedIn();
    const elsewhere = `${world.file}.elsewhere`;
    renameSync(world.file, elsewhere);
    put(world.file, elsewhere);
    const before = readFileSync(elsewhere, 'utf8');
    const kind = lstatSync(world.file).mode;
    await expectRefused(world.env, words, /default\.json/);
    const again = await login(world.env, '--store', 'file');
    expect(again.code, 'refused before anybody opens a browser').toBe(6);
    expect(again.err).not.toContain('/oauth/authorize');
    expect(readFileSync(elsewhere, 'utf8')).toBe(before);
    expect(lstatSync(world.file).mode).toBe(kind);
  });

  test('a second name (hard link): not read; a new login makes a file of its own', async () => {
    const world = await signedIn();
    const second = join(tempDir(), 'second.json');
    linkSync(world.file, second);
    await expectRefused(world.env, /hard links/);
    const before = readFileSync(second, 'utf8');
    expect((await login(world.env, '--store', 'file')).code).toBe(0);
    expect(readFileSync(second, 'utf8')).toBe(before);
    expect(statSync(world.file).nlink).toBe(1);
  });
});

describe('a credentials file that others may read, or nobody can', () => {
  test('E61: 0644 is refused with the command that mends it, and a new login mends it too', async () => {
    const world = await signedIn();
    chmodSync(world.file, 0o644);
    await expectRefused(world.env, /chmod 600/);
    expect(statSync(world.file).mode & 0o777).toBe(0o644);
    expect((await login(world.env, '--store', 'file')).code).toBe(0);
    expect(statSync(world.file).mode & 0o777).toBe(0o600);
  });

  test('E64: corrupt JSON is named by readers, and kept under another name by the next login', async () => {
    const world = await signedIn();
    const half = readFileSync(world.file, 'utf8').slice(0, 60);
    writeFileSync(world.file, half);
    await expectRefused(world.env, /not a JSON object/);
    expect(readdirSync(join(world.configDir, 'credentials'))).toEqual(['default.json']);
    const again = await login(world.env, '--store', 'file');
    expect([again.code, again.err]).toEqual([0, expect.stringContaining('default.json.corrupt-1')]);
    expect(readFileSync(`${world.file}.corrupt-1`, 'utf8')).toBe(half);
    expect(statSync(`${world.file}.corrupt-1`).mode & 0o777).toBe(0o600);
    expect((await ant(READERS[0] ?? [], { env: world.env })).code).toBe(0);
  });
});

describe('no place to keep anything', () => {
  test('E63: no HOME: exit 6 for what needs one, and the variable to set', async () => {
    const env = { HOME: '', XDG_CONFIG_HOME: undefined };
    for (const words of [
      ['auth', 'login', '--store', 'file'],
      ['auth', 'store'],
      ['auth', 'store', 'move', 'file'],
      ['auth', 'logout'],
    ]) {
      const { code, err } = await ant(words, { env });
      expect(code, words.join(' ')).toBe(6);
      expectOneError(err, /no home directory/, /ANTHROPIC_CONFIG_DIR/);
    }
    expect((await ant(['whoami'], { env })).code).toBe(3);
  });
});

describe.runIf(needs('mount (and root)', canMount))('a disk that cannot be written to', () => {
  async function onDisk() {
    const sandbox = await runSandbox();
    const disk = smallDisk();
    const configDir = join(disk, 'config');
    const env = { ...sandbox.env, ANTHROPIC_CONFIG_DIR: configDir, ANT_LOG: 'off' };
    return { disk, configDir, env };
  }
  const fill = (disk: string) =>
    expect(() => writeFileSync(join(disk, 'ballast'), Buffer.alloc(200_000))).toThrow('ENOSPC');

  test('E63: full: a login is refused before the browser opens, exit 6', async () => {
    const { disk, env } = await onDisk();
    fill(disk);
    const { code, err } = await login(env, '--store', 'file');
    expect(code).toBe(6);
    expectOneError(err, /the disk is full/);
  });

  test('E63: full: a renewal is not begun, so the login outlives it', async () => {
    const { disk, env } = await onDisk();
    expect((await login(env, '--store', 'file')).code).toBe(0);
    fill(disk);
    const refused = await ant(['auth', 'refresh', '--force'], { env });
    expect(refused.code).toBe(6);
    expectOneError(refused.err, /the disk is full/);
    rmSync(join(disk, 'ballast'));
    const { code, err } = await ant(['auth', 'refresh', '--force'], { env });
    expect(code, err).toBe(0);
  });

  test('E63: read-only: the fresh token is still handed out; what must write says so, exit 6', async () => {
    const { disk, env, configDir } = await onDisk();
    expect((await login(env, '--store', 'file')).code).toBe(0);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const printed = await ant(['auth', 'print-credentials', '--access-token'], { env });
    expect([printed.code, printed.out]).toEqual([0, expect.stringMatching(/^sk-ant-oat01-/)]);
    for (const words of [
      ['auth', 'refresh', '--force'],
      ['auth', 'login', '--no-browser', '--callback-port', '0', '--store', 'file'],
      ['auth', 'logout', '--local'],
      ['auth', 'trust', 'https://gateway.example', '--yes'],
    ]) {
      const { code, err } = await ant(words, { env });
      expect(code, words.join(' ')).toBe(6);
      expectOneError(err, /read-only/);
    }
    expect(existsSync(join(configDir, 'credentials', 'default.json'))).toBe(true);
  });
});
