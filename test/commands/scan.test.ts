import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { realTree } from '../../src/node/tree.js';
import { fingerprint } from '../../src/scan/fingerprint.js';
import { closed, scanMachine } from '../scan/machine.js';
import { mint } from '../scan/mint.js';

test('nothing found is exit 0, and says in how many files', async () => {
  const { put, scan } = scanMachine();
  put('project/a', 'a');
  put('project/b', 'b');
  expect(await scan('.')).toEqual({ code: 0, out: 'nothing found in 2 files\n', err: '' });
});

test('a finding is its place, its level, its rule and its fix, and exit 7', async () => {
  const { put, scan } = scanMachine();
  const key = mint('api03');
  put('.bashrc', `export ANTHROPIC_API_KEY=${key}\n`);
  put('project/.env', `# ${key}\n`);
  const print = fingerprint(key);
  const { code, out } = await scan();
  expect(code).toBe(7);
  expect(
    out,
  ).toBe(`~/.bashrc:1:8: warning: ANTHROPIC_API_KEY is set: it wins over every profile, and whoever owns the key pays [shadowing-variable]
    fix: remove it and sign in with: ant auth login
~/.bashrc:1:26: error: an API key stands here (sk-ant-api03-…, fingerprint ${print}) [key-literal]
    fix: revoke it in the Console, remove it here, and sign in with: ant auth login

.env:1:3: error: an API key stands here (sk-ant-api03-…, fingerprint ${print}) [key-literal]
    fix: revoke it in the Console, remove it here, and sign in with: ant auth login

${print} is one and the same in 2 places: ~/.bashrc:1:26, .env:1:3

3 findings in 2 files: 2 errors, 1 warning
`);
});

test('an empty PATH, as an unset variable leaves it, is refused', async () => {
  const { put, scan } = scanMachine();
  put('project/.env', 'ANTHROPIC_AUTH_TOKEN=a\n');
  expect(await scan('')).toMatchObject({ code: 2, err: expect.stringContaining('is empty') });
});

test('E74: without a PATH the current directory is looked into, .env and all, beside the known places', async () => {
  const { put, scan } = scanMachine();
  put('project/.env', 'ANTHROPIC_AUTH_TOKEN=a\n');
  put('.zshrc', 'export ANTHROPIC_PROFILE=a\n');
  put('other/.env', 'ANTHROPIC_AUTH_TOKEN=a\n');
  const { out } = await scan();
  expect(out).toContain('\n.env:1:1: ');
  expect(out).toContain('~/.zshrc:1:8: ');
  expect(out).not.toContain('other');
});

test('with a PATH only that is looked into', async () => {
  const { home, put, scan } = scanMachine();
  put('.bashrc', 'export ANTHROPIC_PROFILE=a\n');
  const other = put('other/.env', 'ANTHROPIC_PROFILE=a\n');
  expect((await scan(other, '../other')).out).toMatch(
    /^~\/other\/\.env:1:1: [\s\S]*\n1 finding in 1 file: 1 note\n$/,
  );
  expect((await scan(join(home, 'other'))).out).not.toContain('bashrc');
});

test('a PATH with nothing there is a mistyped one', async () => {
  const { home, scan } = scanMachine();
  execFileSync('mkfifo', [join(home, 'pipe')]);
  expect(await scan('nowhere')).toMatchObject({ code: 2, out: '' });
  expect((await scan('../pipe')).err).toContain('../pipe is neither a file nor a directory');
});

test('something not read is exit 6 when nothing was found, and 7 when something was', async () => {
  const { put, scan } = scanMachine({ tree: closed(/secret$/) });
  put('project/secret', 'a');
  const nothing = await scan('.');
  expect(nothing.code).toBe(6);
  expect(nothing.err).toBe('ant: could not read secret: permission denied\n');
  put('project/.env', 'ANTHROPIC_PROFILE=a\n');
  expect(await scan('.')).toMatchObject({ code: 7, err: nothing.err });
});

test('files that cannot be read are named up to 20, the rest are counted', async () => {
  const { put, scan } = scanMachine({ tree: closed(/secret\d+$/) });
  for (let index = 0; index < 33; index += 1) put(`project/secret${index}`, 'a');
  const { err } = await scan('.', '--json');
  const lines = err.trimEnd().split('\n');
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('ant: could not read 13 more');
});

test('what was met and not read is counted', async () => {
  const { home, project, put, scan } = scanMachine();
  put('project/binary', 'a\0b');
  put('outside', 'a');
  symlinkSync(home, join(project, 'up'));
  symlinkSync('../outside', join(project, 'link'));
  execFileSync('mkfifo', [join(project, 'pipe')]);
  const { code, err } = await scan('.');
  expect(code).toBe(0);
  expect(err).toBe(
    'ant: not looked into: binary files (1), links to directories (1), links out of the tree (1), neither files nor directories (1)\n',
  );
  expect(JSON.parse((await scan('.', '--json')).out).scanned).toEqual({
    files: 1,
    binary: 1,
    too_large: 0,
    directory_links: 1,
    outside_links: 1,
    special: 1,
  });
});

test.each([
  ['project/.claude/settings.json', '{"env": {"ANTHROPIC_API_KEY": "a"', 'JSON'],
  ['project/.mcp.json', '', undefined],
  ['project/.gitlab-ci.yml', 'variables: {\n  ANTHROPIC_API_KEY: a\n', 'YAML'],
  ['project/templates/app.yaml', '{{ if }}\nANTHROPIC_API_KEY: a\n', undefined],
])('%s that holds %j is broken %s', async (path, text, format) => {
  const { put, scan } = scanMachine();
  put(path, text);
  const { code, err } = await scan('.');
  expect(code).toBe(text === '' ? 0 : 7);
  const line = `ant: ${path.slice(8)} is not valid ${format}: it was read as text\n`;
  expect(err).toBe(format === undefined ? '' : line);
});

test('caches and installed packages are left out, unless all is asked for or they are named', async () => {
  const { put, scan } = scanMachine();
  for (const directory of ['node_modules/a', '.git/objects', '.cache', 'lib/site-packages']) {
    put(`project/${directory}/.env`, 'ANTHROPIC_PROFILE=a\n');
  }
  expect((await scan('.')).code).toBe(0);
  expect((await scan('--all', '.')).out).toContain('4 findings in 4 files');
  expect((await scan('node_modules')).out).toContain('1 finding in 1 file');
});

test('logins are where they belong: the stores of ant and of Claude Code are not leaks', async () => {
  const { home, put, scan } = scanMachine();
  put('.config/anthropic/credentials/default.json', `{"access_token": "${mint('oat01')}"}`);
  put('.claude/.credentials.json', `{"accessToken": "${mint('oat01')}"}`);
  expect((await scan(home)).code).toBe(0);
  put('copy/default.json', `{"access_token": "${mint('oat01')}"}`);
  expect((await scan(home)).out).toContain('~/copy/default.json:1:19: error: an access token');
});

test('the store of Claude Code is where its variable says', async () => {
  const { home, put, scan } = scanMachine({ env: { CLAUDE_CONFIG_DIR: 'own' } });
  put('project/own/.credentials.json', `{"accessToken": "${mint('oat01')}"}`);
  expect((await scan(home)).code).toBe(0);
});

test('a start-up file in a directory of them is found where it is a link into other files', async () => {
  const { home, put, scan } = scanMachine();
  put('dotfiles/config.fish', 'set -gx ANTHROPIC_PROFILE a\n');
  put('.config/fish/conf.d/a.fish', '');
  symlinkSync('../../dotfiles/config.fish', join(home, '.config/fish/config.fish'));
  expect((await scan()).out).toContain('~/.config/fish/config.fish:1:9: note');
});

test('a file and a link to it are one finding, of the file', async () => {
  const { project, put, scan } = scanMachine();
  put('project/z.env', 'ANTHROPIC_PROFILE=a\n');
  symlinkSync('z.env', join(project, 'a.env'));
  expect((await scan('.')).out).toMatch(/^z\.env:1:1: [\s\S]*\n1 finding in 1 file/);
});

test('a link that has the name makes a file of another name a start-up file', async () => {
  const { home, put, scan } = scanMachine();
  put('dotfiles/bash', 'alias a=b\nexport ANTHROPIC_PROFILE=a\n');
  symlinkSync('dotfiles/bash', join(home, '.bashrc'));
  expect((await scan()).out).toContain('~/.bashrc:2:8: note');
});

test('a long file is searched line by line, and its settings too', async () => {
  const { put, scan } = scanMachine();
  const filler = '{"project": "none"},\n'.repeat(60_000);
  put('.claude.json', `[${filler}{"env": {"ANTHROPIC_API_KEY": "${mint('api03')}"}}]\n`);
  const { out } = await scan();
  expect(out).toContain('~/.claude.json:60001:11: warning');
  expect(out).toContain('~/.claude.json:60001:32: error');
});

test('who watches is told how far it is after half a second, and ever less often', async () => {
  const waits: number[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { put, scan } = scanMachine({
    terminal: { interactive: true },
    tree: {
      ...realTree,
      search: async (real, needles) => held.then(() => realTree.search(real, needles)),
    },
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      if (waits.length < 3) return;
      release();
      await new Promise((resolve) => setImmediate(resolve));
    },
  });
  put('project/a', 'a');
  const { err } = await scan('.');
  expect(waits.slice(0, 3)).toEqual([500, 1000, 2000]);
  expect(err).toMatch(/^ant: scanning: 0 files so far\n/);
});

test('an interrupt ends it', async () => {
  const { put, scan } = scanMachine({ interrupt: AbortSignal.abort('SIGINT') });
  put('project/a', 'a');
  expect((await scan('.')).code).toBe(130);
});
