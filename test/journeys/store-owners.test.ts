import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ant } from '../support/ant.js';
import { runSandbox } from '../support/running-sandbox.js';
import { tempDir } from '../support/temp.js';
import { login } from './store-support.js';

const BIN = fileURLToPath(new URL('../../bin/ant.cjs', import.meta.url));
const PERSON = 12_345;
const ROOT = 0;

const LOGIN = ['auth', 'login', '--no-browser', '--store', 'file'];

/** A home of `PERSON` in which somebody is signed in, everything in files. */
function home(): { readonly home: string; readonly configDir: string } {
  const path = join(tempDir(), 'home');
  const configDir = join(path, '.config', 'anthropic');
  const directories = ['configs', 'credentials', 'locks', 'log'];
  for (const name of directories) mkdirSync(join(configDir, name), { recursive: true });
  const profile = {
    authentication: { type: 'user_oauth', client_id: 'c' },
    ant: { store: 'file' },
  };
  const file = { access_token: 'access-for-a-test', refresh_token: 'refresh-for-a-test' };
  writeFileSync(join(configDir, 'configs', 'default.json'), JSON.stringify(profile));
  writeFileSync(join(configDir, 'credentials', 'default.json'), JSON.stringify(file), {
    mode: 0o600,
  });
  chmodSync(join(path, '..'), 0o755);
  give(path, PERSON);
  return { home: path, configDir };
}

/** Gives everything at `path` to a user, as `chown -R` does. */
function give(path: string, owner: number): void {
  chownSync(path, owner, owner);
  if (!statSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) give(join(path, name), owner);
}

/** Everything at `path` that belongs to `owner`. */
function belongings(path: string, owner: number): readonly string[] {
  const inside = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return inside.filter((name) => statSync(join(path, name)).uid === owner);
}

/** Runs the built program as a user. */
function run(owner: number, words: readonly string[], env: Readonly<Record<string, string>>) {
  const { PATH } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...words], {
    ...(owner !== ROOT && { uid: owner, gid: owner }),
    cwd: '/',
    env: { PATH, ...env },
    input: '',
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

describe.runIf(process.geteuid?.() === ROOT)('E60: sudo that keeps HOME', () => {
  test.each([
    LOGIN,
    ['auth', 'print-credentials', '--access-token'],
    ['auth', 'refresh', '--force'],
    ['auth', 'logout', '--local'],
    ['auth', 'store', 'move', 'file'],
    ['profile', 'create', 'other'],
  ])(
    '%s %s %s: exit 6, whose it is and what to do, and nothing there becomes root’s',
    (...words) => {
      const person = home();
      const { code, out, err } = run(ROOT, words, { HOME: person.home, SUDO_UID: `${PERSON}` });
      expect([code, out]).toEqual([6, '']);
      expect(err).toMatch(/^ant: error: .* belongs to (another user \(uid|user) 12345/m);
      expect(err).toMatch(/^ant: hint: run ant .*without sudo$/m);
      expect(belongings(person.home, ROOT)).toEqual([]);
    },
  );

  test('also before there is anything: no directory is made', () => {
    const person = home();
    rmSync(join(person.home, '.config'), { recursive: true });
    const { code, err } = run(ROOT, LOGIN, { HOME: person.home, SUDO_UID: `${PERSON}` });
    expect([code, err]).toEqual([6, expect.stringContaining(`${person.home} belongs to user`)]);
    expect(belongings(person.home, ROOT)).toEqual([]);
  });

  test('root without sudo does not use a person’s login either, and makes none in their place', () => {
    const person = home();
    const refused = run(ROOT, ['auth', 'print-credentials'], { HOME: person.home });
    expect([refused.code, refused.err]).toEqual([6, expect.stringContaining('uid 12345')]);
    rmSync(join(person.configDir, 'credentials'), { recursive: true });
    const { code, err } = run(ROOT, LOGIN, { HOME: person.home });
    expect([code, err]).toEqual([6, expect.stringContaining(`${person.configDir} belongs to`)]);
  });

  test('a home of root’s own is used as ever', () => {
    const person = home();
    give(person.home, ROOT);
    const env = { HOME: person.home, SUDO_UID: `${PERSON}` };
    expect(run(ROOT, ['auth', 'print-credentials', '--access-token'], env)).toMatchObject({
      code: 0,
      out: 'access-for-a-test\n',
    });
  });
});

describe.runIf(process.geteuid?.() === ROOT)('E60: what an earlier sudo left to root', () => {
  test.each([
    ['credentials', LOGIN],
    ['credentials', ['auth', 'refresh']],
    ['credentials/default.json', ['auth', 'print-credentials']],
    ['locks', LOGIN],
    ['locks', ['auth', 'refresh', '--force']],
    ['configs', ['profile', 'create', 'other']],
  ])('%s: %j says whose it is and how to get it back, exit 6', (place, words) => {
    const person = home();
    const path = join(person.configDir, place);
    give(path, ROOT);
    chmodSync(path, 0o700);
    const { code, out, err } = run(PERSON, words, { HOME: person.home });
    expect([code, out]).toEqual([6, '']);
    expect(err).not.toContain('/oauth/authorize');
    expect(err).toContain(`${path} belongs to user 0 and you are user ${PERSON}`);
    expect(err).toContain(`sudo chown -R ${PERSON} '${path}'`);
    give(path, PERSON);
    expect(run(PERSON, ['auth', 'print-credentials'], { HOME: person.home }).code).toBe(0);
  });
});

test('E60: with umask 000 nothing secret is open to others, after a login, a renewal and a move', async () => {
  const before = process.umask(0);
  onTestFinished(() => {
    process.umask(before);
  });
  const { env, configDir } = await runSandbox();
  expect((await login(env, '--store', 'file')).code).toBe(0);
  expect((await ant(['auth', 'refresh', '--force'], { env })).code).toBe(0);
  expect((await ant(['auth', 'store', 'move', 'file'], { env })).code).toBe(0);
  const modes = readdirSync(configDir, { recursive: true, encoding: 'utf8' }).map((name) => {
    const found = statSync(join(configDir, name));
    return [name, found.isDirectory(), (found.mode & 0o777).toString(8)] as const;
  });
  const open = modes.filter(([, , mode]) => !mode.endsWith('00'));
  expect(open.filter(([, , mode]) => /[2367]/.test(mode.slice(1)))).toEqual([]);
  expect(open.map(([name]) => name.split('/')[0])).toEqual(
    open.map(() => expect.stringMatching(/^(configs|active_config)$/)),
  );
  expect(modes).toContainEqual(['credentials', true, '700']);
  expect(modes).toContainEqual(['credentials/default.json', false, '600']);
});
