import { expect, test } from 'vitest';
import { gatherClaudeCode } from '../../src/clients/gather-claude-code.js';
import { AntError } from '../../src/errors.js';
import { fakeHost } from '../support/host.js';

type Given = NonNullable<Parameters<typeof fakeHost>[0]>;
type Disk = NonNullable<Given['disk']>;

const HOME = '/home/ada';
const USER = `${HOME}/.claude/settings.json`;
const PROJECT = `${HOME}/project/.claude/settings.json`;
const LOCAL = `${HOME}/project/.claude/settings.local.json`;
const KEY = 'sk-ant-api03-canary-canary-canary';

const gather = (disk: Disk, more: Given = {}) => gatherClaudeCode(fakeHost({ disk, ...more }));
const json = (value: object) => JSON.stringify(value);
const key = (value = KEY) => json({ env: { ANTHROPIC_API_KEY: value } });
const paths = async (disk: Disk, more: Given = {}) =>
  (await gather(disk, more))?.settings.map(({ path }) => path);

test('a machine that Claude Code has never seen has no facts about it', async () => {
  expect(await gather({})).toBeUndefined();
  expect(await gather({}, { home: undefined })).toBeUndefined();
});

test('settings are listed weakest first: the person, the project, this machine, the administrator', async () => {
  const managed = '/etc/claude-code';
  const disk = {
    [`${managed}/managed-settings.d/20-b.json`]: key(),
    [`${managed}/managed-settings.d/.hidden.json`]: key(),
    [`${managed}/managed-settings.d/10-a.json`]: key(),
    [`${managed}/managed-settings.json`]: key(),
    [LOCAL]: key(),
    [PROJECT]: key(),
    [USER]: key(),
    [`${HOME}/.claude.json`]: key(),
  };
  expect(await paths(disk)).toEqual([
    `${HOME}/.claude.json`,
    USER,
    PROJECT,
    LOCAL,
    `${managed}/managed-settings.json`,
    `${managed}/managed-settings.d/10-a.json`,
    `${managed}/managed-settings.d/20-b.json`,
  ]);
});

test.each([
  ['darwin', '/Library/Application Support/ClaudeCode/managed-settings.json'],
  ['linux', '/etc/claude-code/managed-settings.json'],
] as const)('on %s the administrator writes %s', async (platform, path) => {
  expect(await paths({ [path]: key() }, { platform })).toEqual([path]);
});

test('below the root of a repository its settings for this machine count, and are marked', async () => {
  const root = `${HOME}/project`;
  const disk = { [`${root}/.git/HEAD`]: '', [LOCAL]: key(), [PROJECT]: key() };
  const facts = await gather(disk, { cwd: `${root}/src/deep` });
  expect(facts?.settings.map(({ path, project }) => [path, project])).toEqual([[LOCAL, 'root']]);
  const here = await gather(disk);
  expect(here?.settings.map(({ project }) => project)).toEqual(['here', 'here']);
});

test("in the home directory the project's file is the person's own", async () => {
  const facts = await gather({ [USER]: key() }, { cwd: HOME });
  expect(facts?.settings).toHaveLength(1);
  expect(facts?.settings[0]?.project).toBeUndefined();
});

test('of a block of variables those that some client reads are kept, and no secret of them', async () => {
  const env = {
    ANTHROPIC_API_KEY: KEY,
    ANTHROPIC_PROFILE: 'work',
    ANTHROPIC_AUTH_TOKEN: '',
    CLAUDE_CODE_USE_BEDROCK: 1,
    ANTHROPIC_SCOPE: null,
    AWS_SECRET_ACCESS_KEY: 'canary',
    ANTHROPIC_BETAS: { no: 'text' },
  };
  const facts = await gather({ [USER]: `\uFEFF${json({ env })}` });
  expect(facts?.settings[0]).toMatchObject({
    path: USER,
    state: 'found',
    apiKeyHelper: false,
    env: {
      ANTHROPIC_API_KEY: { state: 'set', kind: 'api-key' },
      ANTHROPIC_PROFILE: { state: 'set', value: 'work' },
      ANTHROPIC_AUTH_TOKEN: { state: 'empty' },
      CLAUDE_CODE_USE_BEDROCK: { state: 'set', value: '1' },
      ANTHROPIC_SCOPE: { state: 'set', value: 'null' },
    },
  });
  expect(JSON.stringify(facts)).not.toMatch(/canary|AWS_|BETAS/);
});

test.each([
  ['no JSON', '{'],
  ['JSON with a comment', '// mine\n{}'],
  ['a list', '[]'],
  ['a helper that is no text', json({ apiKeyHelper: 5, env: { ANTHROPIC_API_KEY: KEY } })],
])('settings that are %s are invalid, and nothing in them counts', async (_, text) => {
  const facts = await gather({ [USER]: text });
  expect(facts?.settings).toEqual([{ path: USER, state: 'invalid', apiKeyHelper: false, env: {} }]);
});

test('settings that cannot be read are said to be so', async () => {
  const read = async (path: string) => {
    if (path === USER) throw new AntError('file', `could not read ${path}: permission denied`);
    return undefined;
  };
  const facts = await gather({}, { files: { read } });
  expect(facts?.settings).toEqual([
    { path: USER, state: 'unreadable', apiKeyHelper: false, env: {} },
  ]);
});

test('an empty helper in stronger settings silences the one below it', async () => {
  const helper = (apiKeyHelper: string) => json({ apiKeyHelper });
  const helpers = async (disk: Disk) =>
    (await gather(disk))?.settings.map(({ apiKeyHelper }) => apiKeyHelper);
  expect(await helpers({ [USER]: helper('ant'), [LOCAL]: helper('') })).toEqual([false, false]);
  expect(await helpers({ [USER]: helper(''), [LOCAL]: helper('ant') })).toEqual([false, true]);
});

const login = (scopes?: readonly string[]) =>
  json({ claudeAiOauth: { accessToken: 'sk-ant-oat01-canary', scopes } });

test.each([
  ['found', login(['user:profile', 'user:inference'])],
  ['absent', login(['user:profile'])],
  ['absent', login()],
  ['absent', json({ claudeAiOauth: { accessToken: '', scopes: ['user:inference'] } })],
  ['absent', json({ mcpOAuth: {} })],
  ['absent', '{'],
])('a login is %s where its file is %s', async (state, text) => {
  const facts = await gather({ [`${HOME}/.claude/.credentials.json`]: text, [USER]: '{}' });
  expect(facts?.login).toBe(state);
  expect(JSON.stringify(facts)).not.toContain('canary');
});

test('a key that /login made at the console is known by its being there', async () => {
  const facts = await gather({ [`${HOME}/.claude.json`]: json({ primaryApiKey: KEY }) });
  expect(facts).toMatchObject({ login: 'absent', loginKey: true });
  expect(JSON.stringify(facts)).not.toContain('canary');
});

test('on a Mac a login rests in the keychain, which is not asked', async () => {
  const keychain = { get: async () => expect.fail('asked') };
  const mac = { platform: 'darwin', keychain } as const;
  const signedIn = json({ oauthAccount: { accountUuid: 'u' } });
  expect((await gather({ [`${HOME}/.claude.json`]: signedIn }, mac))?.login).toBe('unknown');
  expect((await gather({ [USER]: '{}' }, mac))?.login).toBe('absent');
});

test('CLAUDE_CONFIG_DIR holds the settings, the login and the one file beside them', async () => {
  const disk = {
    [USER]: key('sk-ant-api03-home'),
    '/claude/settings.json': key(),
    '/claude/.credentials.json': login(['user:inference']),
    '/claude/.claude.json': json({ primaryApiKey: KEY, env: { ANTHROPIC_PROFILE: 'work' } }),
  };
  const facts = await gather(disk, { env: { CLAUDE_CONFIG_DIR: '/claude' } });
  expect(facts?.settings.map(({ path }) => path)).toEqual([
    '/claude/.claude.json',
    '/claude/settings.json',
  ]);
  expect(facts).toMatchObject({ login: 'found', loginKey: true });
});

test('an empty CLAUDE_CONFIG_DIR is the working directory, but for the one file', async () => {
  const disk = {
    [USER]: key(),
    [`${HOME}/project/settings.json`]: key(),
    [`${HOME}/.claude.json`]: key(),
  };
  expect(await paths(disk, { env: { CLAUDE_CONFIG_DIR: '' } })).toEqual([
    `${HOME}/.claude.json`,
    `${HOME}/project/settings.json`,
  ]);
});
