import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatherFacts } from '../../src/clients/gather.js';
import { realFiles } from '../../src/node/files.js';
import { fakeHost, NOON } from '../support/host.js';
import { tempDir } from '../support/temp.js';

const DIR = '/home/ada/.config/anthropic';
const TOKEN = 'sk-ant-oat01-canary-canary-canary';
const login = (more: object = {}) =>
  JSON.stringify({
    access_token: TOKEN,
    expires_at: NOON + 60,
    refresh_token: 'sk-ant-ort01-c',
    ...more,
  });
const config = (more: object = {}, authentication: object = {}) =>
  JSON.stringify({
    ...more,
    authentication: { type: 'user_oauth', client_id: 'c', ...authentication },
  });

/** What is found of the profile `default` among these files. */
const disk = async (files: NonNullable<Parameters<typeof fakeHost>[0]>['disk'] = {}) =>
  (await gatherFacts(fakeHost({ disk: files }))).directories[0]?.profiles.default;

test('every directory that some client would look into is there, with the variable that leads to it', async () => {
  const env = { ANTHROPIC_CONFIG_DIR: 'etc/', XDG_CONFIG_HOME: '/xdg', HOME: '/home/ada' };
  const { directories } = await gatherFacts(fakeHost({ env }));
  expect(directories.map(({ by, path }) => [by, path])).toEqual([
    ['ANTHROPIC_CONFIG_DIR', '/home/ada/project/etc'],
    ['XDG_CONFIG_HOME', '/xdg/anthropic'],
    ['HOME', DIR],
  ]);
});

test('on Windows they are the two places of application data', async () => {
  const host = fakeHost({
    platform: 'win32',
    home: 'C:\\Users\\ada',
    env: { APPDATA: 'D:\\Roaming', XDG_CONFIG_HOME: 'C:\\xdg' },
  });
  const { directories } = await gatherFacts(host);
  expect(directories.map(({ by, path }) => [by, path])).toEqual([
    ['APPDATA', 'D:\\Roaming\\Anthropic'],
    ['HOME', 'C:\\Users\\ada\\AppData\\Roaming\\Anthropic'],
  ]);
});

test('a blank directory variable leads nowhere, and is a fact all the same', async () => {
  const facts = await gatherFacts(fakeHost({ env: { ANTHROPIC_CONFIG_DIR: ' ' } }));
  expect(facts.directories.map(({ by }) => by)).toEqual(['HOME']);
  expect(facts.env.ANTHROPIC_CONFIG_DIR).toEqual({ state: 'blank' });
});

test('a machine without a home has no directories', async () => {
  const facts = await gatherFacts(fakeHost({ home: undefined }));
  expect(facts.directories).toEqual([]);
});

test('a login is described and its tokens are not', async () => {
  const facts = await gatherFacts(
    fakeHost({
      env: { ANTHROPIC_API_KEY: 'sk-ant-api03-canary-canary-canary', ANTHROPIC_PROFILE: '' },
      disk: {
        [`${DIR}/configs/default.json`]: config({ workspace_id: '', base_url: 'https://u:p@h/x' }),
        [`${DIR}/credentials/default.json`]: login({
          workspace_id: 'wrkspc_1',
          organization_uuid: 'o',
        }),
      },
    }),
  );
  expect(facts.directories[0]?.profiles.default).toMatchObject({
    config: {
      state: 'found',
      type: 'user_oauth',
      fields: { workspace_id: '', base_url: 'https://h/x', client_id: 'c' },
    },
    credentials: {
      state: 'found',
      open: false,
      accessToken: true,
      refreshToken: true,
      expiresAt: NOON + 60,
      workspaceId: 'wrkspc_1',
      organizationId: 'o',
    },
  });
  expect(facts.env.ANTHROPIC_PROFILE).toEqual({ state: 'empty' });
  expect(facts.env.ANTHROPIC_API_KEY).toMatchObject({ state: 'set', kind: 'api-key' });
  expect(JSON.stringify(facts)).not.toMatch(/canary|u:p|ort01/);
});

test.each([
  ['https://u:p@h/x', 'https://h/x'],
  ['https://u:canary@canary@h', 'https://h'],
  ['https:u:canary@h', 'https:h'],
  ['https://u:canary/canary@h', 'h'],
  ['https://h/@canary-to-be-seen', 'https://h/@canary-to-be-seen'],
])('of the address %s no password is kept', async (url, shown) => {
  const { env } = await gatherFacts(fakeHost({ env: { ANTHROPIC_BASE_URL: url } }));
  expect(env.ANTHROPIC_BASE_URL).toEqual({ state: 'set', value: shown });
});

test('a token in a variable that should hold a name or a path is not kept', async () => {
  const jwt = 'eyJjanary.eyJjanary.canary';
  const env = { ANTHROPIC_IDENTITY_TOKEN_FILE: jwt, ANTHROPIC_PROFILE: TOKEN };
  const facts = await gatherFacts(fakeHost({ env }));
  expect(facts.env.ANTHROPIC_IDENTITY_TOKEN_FILE).toEqual({ state: 'set', value: '[jwt]' });
  expect(JSON.stringify(facts)).not.toContain('canary');
});

test.each<[string, string, object]>([
  ['no JSON', '{', { state: 'invalid' }],
  ['a list', '[]', { state: 'invalid' }],
  ['a byte-order mark', `\ufeff${login()}`, { state: 'invalid' }],
  ['no token', '{}', { state: 'found', accessToken: false, refreshToken: false }],
  ['a date in words', login({ expires_at: '2030-01-01' }), { expiresAt: 'odd' }],
  ['no end', login({ expires_at: null }), { state: 'found', accessToken: true }],
])('credentials with %s', async (_what, text, expected) => {
  const found = await disk({
    [`${DIR}/configs/default.json`]: config(),
    [`${DIR}/credentials/default.json`]: text,
  });
  expect(found?.credentials).toMatchObject(expected);
});

test.each<[string, object, string]>([
  [
    'relative to the working directory',
    { credentials_path: 'own.json' },
    '/home/ada/project/own.json',
  ],
  ['with a ~ that is a name', { credentials_path: '~/own.json' }, '/home/ada/project/~/own.json'],
  ['absolute', { credentials_path: '/own.json' }, '/own.json'],
])('a profile’s own place for credentials is taken as written: %s', async (_what, auth, path) => {
  const found = await disk({
    [`${DIR}/configs/default.json`]: config({}, auth),
    [`${DIR}/credentials/default.json`]: '{}',
    [path]: login(),
  });
  expect(found?.credentials).toMatchObject({ state: 'found', accessToken: true });
});

test('a config that is no profile is told from one that is none at all', async () => {
  expect((await disk({ [`${DIR}/configs/default.json`]: 'x' }))?.config.state).toBe('invalid');
  expect(await disk({ [`${DIR}/configs/default.json`]: '{"authentication":7}' })).toMatchObject({
    config: { state: 'found', fields: {} },
  });
  expect(await disk({ [`${DIR}/active_config`]: 'default' })).toBeUndefined();
});

test.each<[string, string, object]>([
  ['a name', 'work\r\n', { state: 'name', name: 'work' }],
  ['a byte-order mark', '\ufeffwork', { state: 'name', name: 'work' }],
  ['nothing', ' \n', { state: 'empty' }],
  ['two lines', 'one\ntwo', { state: 'invalid' }],
  ['a path', '../x', { state: 'invalid' }],
])('active_config with %s', async (_what, text, expected) => {
  const facts = await gatherFacts(fakeHost({ disk: { [`${DIR}/active_config`]: text } }));
  expect(facts.directories[0]?.active).toMatchObject(expected);
});

test('identity-token files are looked for where a variable or a profile says, literally', async () => {
  const facts = await gatherFacts(
    fakeHost({
      env: { ANTHROPIC_IDENTITY_TOKEN_FILE: ' here.jwt' },
      disk: {
        '/home/ada/project/here.jwt': 'eyJcanary',
        '/run/empty.jwt': ' \n',
        [`${DIR}/configs/ci.json`]: config(
          {},
          { type: 'oidc_federation', identity_token: { source: 'file', path: '/run/empty.jwt' } },
        ),
        [`${DIR}/configs/odd.json`]: config({}, { identity_token: { path: '~/t' } }),
      },
    }),
  );
  expect(facts.tokenFiles).toEqual({
    ' here.jwt': 'absent',
    'here.jwt': 'found',
    '/run/empty.jwt': 'empty',
    '~/t': 'absent',
  });
  expect(JSON.stringify(facts)).not.toContain('canary');
});

test('on a real disk one bad file spoils nothing else, and an open one is told', async () => {
  const home = tempDir();
  const dir = join(home, '.config/anthropic');
  mkdirSync(join(dir, 'configs'), { recursive: true });
  mkdirSync(join(dir, 'credentials'));
  symlinkSync('loop.json', join(dir, 'configs/loop.json'));
  mkdirSync(join(dir, 'configs/folder.json'));
  writeFileSync(join(dir, 'configs/big.json'), ' '.repeat(1024 * 1024 + 1));
  writeFileSync(join(dir, 'configs/work.json'), config());
  writeFileSync(join(dir, 'credentials/work.json'), login());
  chmodSync(join(dir, 'credentials/work.json'), 0o644);
  const host = { ...fakeHost({ home, env: { HOME: home } }), files: realFiles({}) };
  const [directory] = (await gatherFacts(host)).directories;
  const state = (name: string) => directory?.profiles[name]?.config.state;
  expect(['loop', 'folder', 'big', 'work'].map(state)).toEqual([
    'unreadable',
    'unreadable',
    'unreadable',
    'found',
  ]);
  expect(directory?.profiles.work?.credentials).toMatchObject({ state: 'found', open: true });
});

test('a named profile is found where the directory cannot be listed', async () => {
  const host = fakeHost({
    env: { ANTHROPIC_PROFILE: 'work' },
    disk: { [`${DIR}/configs/work.json`]: config() },
    files: {
      list: async () => {
        throw new Error('EACCES');
      },
    },
  });
  const [directory] = (await gatherFacts(host)).directories;
  expect(Object.keys(directory?.profiles ?? {})).toEqual(['work']);
});

test('names that mean something to JavaScript mean nothing here', async () => {
  const host = fakeHost({
    env: { ANTHROPIC_PROFILE: '__proto__' },
    disk: {
      [`${DIR}/configs/__proto__.json`]: config(),
      [`${DIR}/configs/constructor.json`]: config(),
    },
  });
  const [directory] = (await gatherFacts(host)).directories;
  expect(Object.keys(directory?.profiles ?? {})).toEqual(['constructor']);
});
