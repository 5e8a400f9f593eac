import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holder } from '../lock/holder.js';
import { ant } from '../support/ant.js';
import { runSandbox } from '../support/running-sandbox.js';
import { tempDir } from '../support/temp.js';
import { examined, here, signedIn, write } from './doctor-support.js';
import { login } from './store-support.js';

const HOUR_AGO = Date.now() / 1000 - 3600;
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('ant doctor', () => {
  it('finds nothing wrong after a login at the sandbox: exit code 0, plain text, a last line with the sum', async () => {
    const { env } = await runSandbox('--quiet');
    expect((await login(env, '--store', 'file')).code).toBe(0);
    const { code, out, err } = await ant(['doctor'], { env: here(env) });
    expect(out).not.toMatch(/^ {2}(broken|warning)/m);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toContain('\u001b');
    expect(out).toMatch(/^ {2}ok +clock +within 1 s of localhost/m);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^\d+ notes?, (\d+ skipped, )?\d+ ok; next: /);
  });

  it('E60, E61: mends modes and leftovers, says what it did, and looks again', async () => {
    const dir = signedIn();
    const env = { ANTHROPIC_CONFIG_DIR: dir };
    const token = join(dir, 'credentials', 'default.json');
    const half = join(dir, 'credentials', '.ant-0123456789abcdef.tmp');
    chmodSync(token, 0o644);
    chmodSync(join(dir, 'credentials'), 0o777);
    write(half, 'half', 0o600);
    utimesSync(half, HOUR_AGO, HOUR_AGO);
    const before = await examined(env, '--offline');
    expect(before.code).toBe(7);
    expect(before.of('permissions').map(({ state, fix }) => [state, fix?.safe])).toEqual([
      ['broken', true],
      ['broken', true],
    ]);
    expect([modeOf(token), existsSync(half)]).toEqual([0o644, true]);
    const after = await examined(env, '--offline', '--fix');
    expect(after.mended).toEqual([
      { done: true, what: `set the mode of ${join(dir, 'credentials')} to 0700` },
      { done: true, what: `set the mode of ${token} to 0600` },
      { done: true, what: `removed ${half}` },
    ]);
    expect(after.checks.filter(({ state }) => state === 'broken')).toEqual([]);
    expect(after.code).toBe(0);
    expect([modeOf(token), modeOf(join(dir, 'credentials')), existsSync(half)]).toEqual([
      0o600,
      0o700,
      false,
    ]);
    const { out } = await ant(['doctor', '--offline', '--fix'], { env: here(env) });
    expect(out).not.toContain('mended');
  });

  it('E37: names the lock of a process that was killed, and passes it on', async () => {
    const dir = signedIn();
    const env = { ANTHROPIC_CONFIG_DIR: dir };
    const { child, gone, pid } = await holder(join(dir, 'locks', 'profile', 'default'));
    expect((await examined(env, '--offline')).first('locks')).toMatchObject({
      state: 'note',
      because: expect.stringContaining(`is in use by process ${pid}, for`),
    });
    child.kill('SIGKILL');
    await gone;
    const dead = await examined(env, '--offline', '--fix');
    expect(dead.mended).toEqual([
      { done: true, what: `let go of the lock in ${join(dir, 'locks', 'profile', 'default')}` },
    ]);
    expect(dead.first('locks')).toMatchObject({ state: 'ok' });
  });

  it('removes the lock that a killed Claude Code left, by Claude Code’s own rule', async () => {
    const dir = signedIn();
    const lock = join(dir, 'credentials.lock');
    mkdirSync(lock);
    const fresh = await examined({ ANTHROPIC_CONFIG_DIR: dir }, '--offline', '--fix');
    expect([fresh.mended, existsSync(lock)]).toEqual([[], true]);
    utimesSync(lock, HOUR_AGO, HOUR_AGO);
    const old = await examined({ ANTHROPIC_CONFIG_DIR: dir }, '--offline', '--fix');
    expect(old.mended).toEqual([{ done: true, what: `removed ${lock}` }]);
    expect(existsSync(lock)).toBe(false);
  }, 30_000);

  it('removes what a killed ant exec left, and not what a living one uses', async () => {
    const base = tempDir();
    chmodSync(base, 0o700);
    const dir = signedIn();
    const env = { ANTHROPIC_CONFIG_DIR: dir, XDG_RUNTIME_DIR: base };
    const script =
      'process.stdout.write(process.env.ANTHROPIC_CONFIG_DIR); setInterval(() => 0, 1000)';
    const bin = join(import.meta.dirname, '../../bin/ant.cjs');
    const child = spawn(process.execPath, [bin, 'exec', '--', process.execPath, '-e', script], {
      env: { PATH: process.env.PATH, HOME: tempDir(), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    const lent = await new Promise<string>((resolve) =>
      child.stdout?.once('data', (text) => resolve(String(text))),
    );
    expect((await examined(env, '--offline')).first('exec-directories')).toMatchObject({
      state: 'ok',
    });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await gone;
    const dead = await examined(env, '--offline');
    expect([dead.code, dead.first('exec-directories')?.state]).toEqual([7, 'warning']);
    expect((await examined(env, '--offline', '--fix')).mended).toHaveLength(1);
    expect(existsSync(lent)).toBe(false);
  });

  it('bad variables: one clear line each, no value, the rest answered', async () => {
    const secret = 'minted\u001b[2J\nkey';
    const env = {
      ANTHROPIC_CONFIG_DIR: tempDir(),
      ANTHROPIC_API_KEY: secret,
      ANTHROPIC_CUSTOM_HEADERS: `Authorization: ${secret}`,
      ANTHROPIC_BASE_URL: 'not a\nurl',
      NODE_EXTRA_CA_CERTS: '',
      HTTPS_PROXY: 'http://\u0007oops',
    };
    const { code, out, err } = await ant(['doctor', '--offline'], { env: here(env) });
    expect([code, err]).toEqual([7, '']);
    expect(out).not.toContain('minted');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    const { checks } = await examined(env, '--offline');
    expect(checks.filter(({ state }) => state === 'broken').map(({ id }) => id)).toEqual([
      'credential',
      'stray-characters',
      'base-url',
    ]);
    expect(checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['clock', 'logins', 'locks']),
    );
  });

  const isRoot = process.geteuid?.() === 0;
  if (!isRoot) process.stderr.write('skipped: files of another user need root to be made\n');
  it.runIf(isRoot)(
    'E59: a directory of another user is named and left alone, the rest answered',
    async () => {
      const dir = signedIn();
      const theirs = [
        dir,
        join(dir, 'configs', 'default.json'),
        join(dir, 'credentials', 'default.json'),
      ];
      chmodSync(theirs[2] ?? '', 0o644);
      for (const path of theirs) chownSync(path, 65_534, 65_534);
      const { code, mended, of, first } = await examined(
        { ANTHROPIC_CONFIG_DIR: dir },
        '--offline',
        '--fix',
      );
      expect([code, mended]).toEqual([7, []]);
      expect(of('permissions').map(({ because }) => because)).toEqual(
        theirs.map((path) => expect.stringContaining(`${path} belongs to another user (uid 65534`)),
      );
      expect(modeOf(theirs[2] ?? '')).toBe(0o644);
      expect(first('node-version')).toBeDefined();
    },
  );
});
