import { describe, expect, it } from 'vitest';
import { run as exec } from '../../src/commands/exec/exec.js';
import { run as exchange } from '../../src/commands/federation/exchange.js';
import { run as token } from '../../src/commands/federation/token.js';
import type { FakeHost } from '../support/host.js';
import { IDS, identityToken, job } from './federation-support.js';
import { OUT, runner } from './federation-token-support.js';

type Flags = {
  readonly audience?: string;
  readonly 'source-setting'?: readonly string[];
  readonly 'identity-token-file'?: string;
};

const attached = {
  run: async () => ({ exitCode: 0, followSuit: () => undefined }),
  directory: async () => ({ path: '/run/lent', remove: async () => undefined }),
};

const COMMANDS = {
  exchange: (host: FakeHost, flags: Flags) => exchange(host, { ...IDS, ...flags }),
  token,
  exec: (host: FakeHost, flags: Flags) =>
    exec(host, { ...IDS, ...flags, env: true, command: ['true'] }),
};

const NAMES = ['exchange', 'token', 'exec'] as const;

describe.each(NAMES)('%s, told what only a source can heed', (name) => {
  const ask = COMMANDS[name];
  const machine = () => job({}, { attached });

  it.each([
    [{ audience: 'other' }, '--audience'],
    [{ 'source-setting': ['client_id=1'] }, '--source-setting'],
    [{ audience: 'other', 'source-setting': ['client_id=1'] }, '--audience'],
  ])('refuses %j beside a file', async (flags, flag) => {
    const host = machine();
    const refused = ask(host, { ...flags, 'identity-token-file': '/run/token' });
    await expect(refused).rejects.toMatchObject({
      code: 'usage',
      message: `${flag} tells a source, and --identity-token-file names a file instead`,
    });
    expect(host.sent).toEqual([]);
  });

  it.each([
    [{ audience: 'other' }, '--audience tells'],
    [{ 'source-setting': ['client_id=1'] }, '--source-setting tells'],
    [
      { audience: 'other', 'source-setting': ['client_id=1'] },
      '--audience and --source-setting tell',
    ],
  ])('says that a variable makes %j moot, and goes on', async (flags, words) => {
    const host = machine();
    await ask(host, flags);
    expect(host.said).toContain(
      `ant: note: ${words} a source, and the identity token comes from ANTHROPIC_IDENTITY_TOKEN; to ask a source instead: --source NAME`,
    );
  });

  it('says nothing of what nobody typed', async () => {
    const host = machine();
    await ask(host, {});
    expect(host.said.join('\n')).not.toContain('a source');
  });

  it('refuses a setting that is none, though a variable makes it moot', async () => {
    await expect(ask(machine(), { 'source-setting': ['client_id'] })).rejects.toMatchObject({
      code: 'usage',
      message: '--source-setting takes NAME=VALUE',
    });
  });
});

it('the file that token is to write is no identity token, so that a source is found here and heeds the flags', async () => {
  const host = runner();
  await token(
    { ...host, env: { ...host.env, ANTHROPIC_IDENTITY_TOKEN_FILE: OUT } },
    { out: OUT, audience: 'https://api.anthropic.com' },
  );
  expect(host.said.join('\n')).not.toContain('tells a source');
});

it('what a variable names as a file is named with the variable', async () => {
  const env = { ANTHROPIC_IDENTITY_TOKEN_FILE: '/run/token' };
  const host = job({ env }, { disk: { '/run/token': identityToken() } });
  await exchange(host, { ...IDS, audience: 'other' });
  expect(host.said.join('\n')).toContain('comes from /run/token (ANTHROPIC_IDENTITY_TOKEN_FILE);');
});
