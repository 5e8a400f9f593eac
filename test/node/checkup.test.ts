import { execFileSync, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { realCheckup } from '../../src/node/checkup.js';
import { isPublic } from '../../src/node/shown-certificate.js';
import { program } from '../support/program.js';
import { tempDir } from '../support/temp.js';

const checkup = (env: Readonly<Record<string, string>> = {}) =>
  realCheckup(env, new AbortController().signal);

const modeOf = (path: string) => statSync(path).mode & 0o7777;

describe('setting modes', () => {
  it('sets that of a file and of a directory', async () => {
    const directory = tempDir();
    const file = join(directory, 'token');
    writeFileSync(file, '', { mode: 0o644 });
    await checkup().setMode(file, 0o600);
    await checkup().setMode(directory, 0o700);
    expect([modeOf(file), modeOf(directory)]).toEqual([0o600, 0o700]);
  });

  it('E59: does not follow a link', async () => {
    const file = join(tempDir(), 'theirs');
    writeFileSync(file, '');
    chmodSync(file, 0o644);
    const link = join(tempDir(), 'link');
    symlinkSync(file, link);
    await expect(checkup().setMode(link, 0o600)).rejects.toMatchObject({ code: 'file' });
    expect(modeOf(file)).toBe(0o644);
  });

  const isRoot = process.geteuid?.() === 0;
  if (!isRoot) process.stderr.write('skipped: a file of another user needs root to be made\n');
  it.runIf(isRoot)('leaves what belongs to another user alone', async () => {
    const file = join(tempDir(), 'theirs');
    writeFileSync(file, '');
    chmodSync(file, 0o644);
    chownSync(file, 65_534, 65_534);
    await expect(checkup().setMode(file, 0o600)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining('not a file or directory of yours'),
    });
    expect(modeOf(file)).toBe(0o644);
  });
});

it('finds the programs of a name in the order of PATH, once each, and no file that cannot be run', async () => {
  const path = program(`
    import { findPrograms } from './find-programs.js';
    process.stdout.write(JSON.stringify(await findPrograms('ant', process.env)));
  `);
  const [first, second, third, ours] = [tempDir(), tempDir(), tempDir(), tempDir()];
  writeFileSync(join(first, 'ant'), '');
  mkdirSync(join(second, 'ant'));
  writeFileSync(join(third, 'ant'), '', { mode: 0o755 });
  symlinkSync(path, join(ours, 'ant'));
  chmodSync(path, 0o755);
  const PATH = ['', first, second, third, ours, third].join(':');
  const found = execFileSync(process.execPath, [path], { env: { PATH }, encoding: 'utf8' });
  expect(JSON.parse(found)).toEqual([
    { path: join(third, 'ant'), ours: false },
    { path: join(ours, 'ant'), ours: true },
  ]);
});

it('looks up the name of this machine', async () => {
  const found = await checkup().lookUp('localhost');
  expect(found).toMatchObject({ state: 'found' });
});

it('says which variable’s proxy is used', () => {
  const url = new URL('https://api.example');
  const env = { HTTPS_PROXY: 'http://a:1', all_proxy: 'http://b:1' };
  expect(checkup(env).proxyVariable(url)).toBe('HTTPS_PROXY');
  expect(checkup({ ...env, NO_PROXY: 'example' }).proxyVariable(url)).toBeUndefined();
});

it('tells the directory of a killed process from that of a living one', async () => {
  const base = tempDir();
  chmodSync(base, 0o700);
  const path = program(`
    import { ownDirectory } from './attached-directory.js';
    const { path } = await ownDirectory({ XDG_RUNTIME_DIR: process.argv[2] });
    process.stdout.write(path);
    setInterval(() => undefined, 1000);
  `);
  const child = spawn(process.execPath, [path, base], { stdio: ['ignore', 'pipe', 'inherit'] });
  const directory = await new Promise((resolve) =>
    child.stdout.once('data', (text) => resolve(String(text))),
  );
  const look = () => checkup({ XDG_RUNTIME_DIR: base }).deadDirectories();
  expect(await look()).toEqual([]);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  expect(await look()).toEqual([directory]);
});

it('takes nobody for dead who is just opening the door', async () => {
  const base = tempDir();
  chmodSync(base, 0o700);
  const look = program(`
    import { deadDirectories } from './attached-directory.js';
    process.stdout.write(JSON.stringify(await deadDirectories({ XDG_RUNTIME_DIR: process.argv[2] })));
  `);
  // Looks in the instant in which a socket has its name and refuses all the same.
  const path = program(`
    import { execFileSync } from 'node:child_process';
    import { ownDirectory } from './attached-directory.js';
    const { prototype } = process.binding('pipe_wrap').Pipe;
    const { listen } = prototype;
    prototype.listen = function (...words) {
      process.stdout.write(execFileSync(process.execPath, process.argv.slice(2)));
      return listen.apply(this, words);
    };
    await ownDirectory({ XDG_RUNTIME_DIR: process.argv[3] });
  `);
  const seen = execFileSync(process.execPath, [path, look, base], { encoding: 'utf8' });
  expect(seen).toBe('[]');
});

it('an authority that comes with Node is public, however long the way to it', () => {
  const [pem = ''] = rootCertificates;
  const root = { raw: new X509Certificate(pem).raw };
  const leaf = { raw: Buffer.from('leaf'), issuerCertificate: root };
  const certificate = (chain: object) => chain as Parameters<typeof isPublic>[0];
  expect(isPublic(certificate(leaf))).toBe(true);
  expect(isPublic(certificate({ raw: Buffer.from('leaf') }))).toBe(false);
});
