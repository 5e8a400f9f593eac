import { describe, expect, test } from 'vitest';
import { CLIENT_IDS } from '../../src/clients/client.js';
import { whoami as spec } from '../../src/grammar/whoami.js';
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

test('an upgrade that changes what is sent is said, and an older release that differs', async () => {
  const given = { env: FEDERATION, disk: { ...ACTIVE_WORK, ...IDENTITY_TOKEN } };
  const { out } = await whoami('--for typescript-sdk@0.137.0', given);
  expect(out.replaceAll(/\s+/g, ' ')).toContain(
    'An upgrade would change it: typescript-sdk >=1.0.0: sends federation variables',
  );
  const { value } = await whoamiJson('--for typescript-sdk', given);
  expect(value.other_releases).toContainEqual(
    expect.objectContaining({ client: 'typescript-sdk', is: 'older' }),
  );
});

test('each client is in the table, with its header, and no secret', async () => {
  const { out } = await whoami('--for all', { env: { ...KEY, ...TOKEN } });
  expect(out).toMatch(/^typescript-sdk {2}newest +ANTHROPIC_API_KEY +bearer +measured$/m);
  expect(out).toMatch(
    /^claude-code +newest +ANTHROPIC_API_KEY +x-api-key +measured\n +ANTHROPIC_AUTH_TOKEN +bearer$/m,
  );
  expect(out).not.toContain('canary');
});

test.each([80, 100, 72])('the table fits %i columns', async (columns) => {
  const { out } = await whoami('--for all --for typescript-sdk@1.12.0', {
    env: { ANTHROPIC_PROFILE: 'n'.repeat(90) },
    disk: login('n'.repeat(90)),
    terminal: { columns },
  });
  const [table = ''] = /^client[\s\S]*?\n\n/m.exec(out) ?? [];
  expect(table.split('\n').length).toBeGreaterThan(3);
  expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
});

test('a narrow terminal and a screen reader get a line a client', async () => {
  const narrow = await whoami('--for claude-code', { terminal: { columns: 40 } });
  const read = await whoami('--for claude-code --screen-reader');
  for (const { out } of [narrow, read]) {
    expect(out).toContain('claude-code newest: finds no credential');
    expect(out).not.toContain('known by');
  }
});

test.each<[string, RegExp]>([
  ['--for pyhton-sdk', /known are all, typescript-sdk, /],
  ['--for typescript-sdk@0.1.0', /known in these releases: >=/],
  ['--for typescript-sdk@', /written like 1\.12\.0/],
  ['--for typescript-sdk@latest', /written like 1\.12\.0/],
  ['--for all@1.0.0', /name the client/],
  ['--for all --profile work', /ANTHROPIC_PROFILE=NAME/],
  ['--for all --config-dir /x', /ANTHROPIC_CONFIG_DIR=DIR/],
  ['--for all --ignore-env', /env -u ANTHROPIC_API_KEY/],
  ['--installed', /--for all/],
  ['--keep-paths', /--snapshot FILE/],
  ['--replay x --verify', /leave out --replay or --verify/],
  ['--replay x --snapshot y', /leave out --replay or --snapshot/],
  ['--replay x --profile y', /leave out --replay or --profile/],
])('%s is refused with the way out', async (line, hint) => {
  const { code, said } = await whoami(line);
  expect(code).toBe(2);
  expect(said.at(-1)).toMatch(hint);
});

describe('an installed release', () => {
  const disk = {
    [`${HOME}/project/node_modules/@anthropic-ai/sdk/package.json`]: JSON.stringify({
      name: '@anthropic-ai/sdk',
      version: '0.137.0',
    }),
  };

  test.each(['--for typescript-sdk@installed', '--for typescript-sdk --installed'])(
    'is looked up when asked: %s',
    async (line) => {
      const { out } = await whoami(line, { disk });
      expect(out).toMatch(/^typescript-sdk {2}0\.137\.0\* /m);
      expect(out).toContain('* installed here');
    },
  );

  test('is not looked up otherwise', async () => {
    const { value } = await whoamiJson('--for typescript-sdk', { disk });
    expect(value.clients[1].version).toMatchObject({ assumed: 'newest' });
  });

  test('that is not to be found is said, and the newest assumed', async () => {
    const { out } = await whoami('--for typescript-sdk@installed');
    expect(out).toMatch(/^typescript-sdk {2}newest/m);
    expect(out).toContain('no installed release was found');
  });
});

test('--explain shows the evidence for each client', async () => {
  const { out } = await whoami('--for typescript-sdk --explain', { disk: login('default') });
  expect(out).toMatch(/^typescript-sdk, >=1\.0\.0: sends profile "default"/m);
  expect(out).toMatch(/^ {2}measured: /m);
});

test('Tab offers the clients that there are', () => {
  const flag = spec.flags.find(({ name }) => name === 'for');
  expect(flag?.kind === 'list' && flag.suggests).toEqual(['all', ...CLIENT_IDS]);
});
