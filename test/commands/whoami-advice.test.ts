import { describe, expect, test } from 'vitest';
import { config, DIR, FEDERATION, HOME, login, whoami, whoamiJson } from './whoami-support.js';

const KEY = { ANTHROPIC_API_KEY: 'sk-ant-api03-canary-canary' };
const TOKEN = { ANTHROPIC_AUTH_TOKEN: 'sk-ant-oat01-canary-canary' };
const ACTIVE_WORK = { ...login('work'), [`${DIR}/active_config`]: 'work\n' };
const IDENTITY_TOKEN = { '/run/token': 'eyJcanary.eyJcanary.' };

/** What everybody would use after this many commands, or who would not. */
type Advice = { goal: string; lines: string[]; except: string[] };
const advice = async (...given: Parameters<typeof whoamiJson>): Promise<Advice[]> =>
  (await whoamiJson(...given)).value.advice;

/** That client uses no profile that nobody has chosen. */
const PHP_TOO = "export ANTHROPIC_PROFILE='default'  # for php-sdk";

describe('the advice in five typical messes', () => {
  test('a forgotten key over a login: unset the key', async () => {
    const [first, second] = await advice('--for all', { env: KEY, disk: login('default') });
    expect(first).toEqual({
      goal: 'use profile "default" everywhere',
      lines: ['unset ANTHROPIC_API_KEY', PHP_TOO],
      except: [],
    });
    expect(second?.lines).toEqual(['ant exec --profile default --ignore-env -- PROGRAM']);
  });

  test('a key and a token: sign in and unset both, or keep the one that ant takes', async () => {
    const given = await advice('--for all', { env: { ...KEY, ...TOKEN } });
    expect(given.map(({ lines }) => lines)).toEqual([
      ['unset ANTHROPIC_API_KEY ANTHROPIC_AUTH_TOKEN', 'ant auth login', PHP_TOO],
      ['unset ANTHROPIC_AUTH_TOKEN'],
    ]);
  });

  test('federation variables over a login, where an old release takes the login', async () => {
    const given = await advice('--for typescript-sdk@0.137.0 --for claude-code', {
      env: FEDERATION,
      disk: { ...ACTIVE_WORK, ...IDENTITY_TOKEN },
    });
    expect(given[0]?.lines).toEqual(['ant exec -- PROGRAM']);
    expect(given[1]).toMatchObject({ goal: 'use profile "work" everywhere', except: [] });
    expect(given[1]?.lines[0]).toMatch(/^unset ANTHROPIC_FEDERATION_RULE_ID /);
  });

  test('a named profile that is missing: name the one that is there', async () => {
    const given = await advice('--for all', {
      env: { ANTHROPIC_PROFILE: 'wrok' },
      disk: login('default'),
    });
    expect(given[0]).toMatchObject({
      lines: ["export ANTHROPIC_PROFILE='default'"],
      except: [],
    });
  });

  test('nobody signed in beside a helper of Claude Code: sign in, and take the helper out', async () => {
    const given = await advice('--for all', {
      disk: {
        ...config('default'),
        [`${HOME}/.claude/settings.json`]: '{"apiKeyHelper":"/bin/x"}',
      },
    });
    expect(given[0]?.lines).toEqual([
      'ant auth login',
      PHP_TOO,
      `# in ${HOME}/.claude/settings.json, remove "apiKeyHelper"  # for claude-code and agent-sdk`,
    ]);
  });
});

const ROAMING = `${HOME}\\AppData\\Roaming\\Anthropic`;

test.each([
  [
    'win32',
    '',
    'Remove-Item Env:ANTHROPIC_API_KEY',
    "$Env:ANTHROPIC_PROFILE = 'default'",
    `$Env:ANTHROPIC_CONFIG_DIR = '${ROAMING}'`,
  ],
  ['darwin', '/bin/zsh', 'unset ANTHROPIC_API_KEY', "export ANTHROPIC_PROFILE='default'"],
  ['linux', '/usr/bin/fish', 'set -e ANTHROPIC_API_KEY', "set -gx ANTHROPIC_PROFILE 'default'"],
] as const)(
  'on %s with the shell %s the advice is in its words',
  async (platform, SHELL, first, ...rest) => {
    const machine = { platform, home: HOME, env: { ...KEY, HOME, SHELL, USERPROFILE: HOME } };
    const given = await advice('--for all', { ...machine, disk: config('default') });
    const others = rest.map((line) => `${line}  # for php-sdk`);
    expect(given[0]?.lines).toEqual([first, 'ant auth login', ...others]);
  },
);

test('a line break in a path is no second line of the advice', async () => {
  const cwd = `${HOME}/a\nreboot`;
  const disk = {
    ...login('default'),
    [`${cwd}/.claude/settings.json`]: '{"apiKeyHelper":"/bin/x"}',
  };
  const given = await advice('--for claude-code', { cwd, disk });
  expect(given[0]?.lines).toEqual([
    `# in ${HOME}/a?reboot/.claude/settings.json, remove "apiKeyHelper"`,
  ]);
});

test('where everybody uses one login there is nothing to do', async () => {
  const { value, code } = await whoamiJson('--for typescript-sdk --for claude-code', {
    disk: login('default'),
  });
  expect({ code, advice: value.advice, disagreements: value.disagreements }).toEqual({
    code: 0,
    advice: [],
    disagreements: [],
  });
});

test('a login that only others find is offered to all', async () => {
  const given = await advice('--for python-sdk --for typescript-sdk', {
    env: { XDG_CONFIG_HOME: '/xdg' },
    disk: login('default'),
  });
  expect(given[0]?.lines).toEqual([`export ANTHROPIC_CONFIG_DIR='${DIR}'`]);
});

test('a login that only some take as it lies here is signed in to anew', async () => {
  const open = { mode: 0o644, text: '{"access_token":"canary","expires_at":9999999999}' };
  const given = await advice('--for java-sdk --for typescript-sdk', {
    disk: { ...login('default'), [`${DIR}/credentials/default.json`]: open },
  });
  expect(given).toEqual([
    { goal: 'use profile "default" everywhere', lines: ['ant auth login'], except: [] },
  ]);
});

test('a profile file that makes no sense is not mended by signing in', async () => {
  const disk = { [`${DIR}/configs/default.json`]: '{' };
  expect(await advice('--for all', { disk })).toEqual([]);
});

test('E83: a name that a shell would obey is in no advice', async () => {
  const name = 'x;$(reboot)';
  const { out } = await whoami('--for all', {
    env: { ANTHROPIC_PROFILE: name, XDG_CONFIG_HOME: '/xdg' },
    disk: login(name),
  });
  const commands = out.split('\n').filter((line) => /^ {2}(ant|unset|export) /.test(line));
  expect(commands.join('\n')).not.toContain('reboot');
});

test('settings that set everything in several files are no reason to think for minutes, or to fall', async () => {
  const names = [...Object.keys({ ...KEY, ...TOKEN, ...FEDERATION }), 'CLAUDE_CODE_USE_VERTEX'];
  const more = ['CLAUDE_CODE_OAUTH_TOKEN', 'ANTHROPIC_PROFILE', 'CLAUDE_CODE_USE_BEDROCK'];
  const env = Object.fromEntries([...names, ...more].map((name) => [name, 'x']));
  const text = JSON.stringify({ apiKeyHelper: 'x', env });
  const files = [`${HOME}/.claude/settings.json`, `${HOME}/.claude.json`];
  const managed = ['a', 'b', 'c'].map((name) => `/etc/claude-code/managed-settings.d/${name}.json`);
  const given = await advice('--for all', {
    env: KEY,
    disk: {
      ...login('default'),
      ...Object.fromEntries([...files, ...managed].map((path) => [path, text])),
    },
  });
  expect(given[0]).toMatchObject({
    lines: ['unset ANTHROPIC_API_KEY', PHP_TOO],
    except: ['claude-code', 'agent-sdk'],
  });
});
