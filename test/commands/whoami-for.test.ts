import { describe, expect, test } from 'vitest';
import { NOON } from '../support/host.js';
import { DIR, FEDERATION, HOME, login, whoami, whoamiJson } from './whoami-support.js';

const KEY = { ANTHROPIC_API_KEY: 'sk-ant-api03-canary-canary' };
const TOKEN = { ANTHROPIC_AUTH_TOKEN: 'sk-ant-oat01-canary-canary' };
const ACTIVE_WORK = { ...login('work'), [`${DIR}/active_config`]: 'work\n' };
const IDENTITY_TOKEN = { '/run/token': 'eyJcanary.eyJcanary.' };

test('ant itself renews a login two minutes before its end', async () => {
  const left = async (seconds: number) => {
    const { value } = await whoamiJson('--for ruby-sdk', {
      disk: login('default'),
      now: () => NOON + 7 * 3600 - seconds,
    });
    return value.clients[0].outcome.token_request;
  };
  expect([await left(121), await left(120)]).toEqual([undefined, 'refresh']);
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

test('a client that renews a fresh login is not told to have found it expired', async () => {
  const { value } = await whoamiJson('--for php-sdk', {
    env: { ANTHROPIC_PROFILE: 'default' },
    disk: login('default'),
  });
  expect(value.clients[1].outcome).toMatchObject({
    token_request: 'refresh',
    because: 'the login of profile "default", which it renews even while it is fresh',
  });
});
