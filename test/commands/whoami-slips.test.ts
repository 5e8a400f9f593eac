import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.js';
import { fakeHost } from '../support/host.js';
import { config, DIR, FEDERATION, HOME, login, whoami, whoamiJson } from './whoami-support.js';

const JWT = 'eyJcanary0canary.eyJcanary0canary.canary0canary';
const KEY = 'sk-ant-oat01-canary0canary0canary';

/** Whether a piece of one of the two is to be seen. */
const shown = (text: string) => /canary0canary/.test(text);

describe('a token that was put where a name, an id or a path belongs', () => {
  const IDS = { ANTHROPIC_ORGANIZATION_ID: JWT, ANTHROPIC_WORKSPACE_ID: KEY };

  test.each<[string, Parameters<typeof whoami>[1], string?]>([
    [
      'the file of an identity token',
      { env: { ...FEDERATION, ANTHROPIC_IDENTITY_TOKEN_FILE: JWT } },
    ],
    ['a profile', { env: { ANTHROPIC_PROFILE: JWT } }],
    ['a profile, by a key', { env: { ANTHROPIC_PROFILE: KEY } }],
    ['a profile, as a flag', {}, `--profile ${JWT}`],
    ['the active profile', { disk: { [`${DIR}/active_config`]: `${JWT}\n` } }],
    ['the directory', { env: { ANTHROPIC_CONFIG_DIR: JWT } }],
    ['a rule', { env: { ...FEDERATION, ANTHROPIC_FEDERATION_RULE_ID: JWT } }],
    ['ids', { env: { ...FEDERATION, ...IDS } }],
    ['ids beside a login', { env: IDS, disk: login('default') }],
    [
      'ids of a profile',
      { disk: { ...login('default'), ...config('default', { workspace_id: JWT }) } },
    ],
  ])('as %s is nowhere to be seen', async (_story, given, flags = '') => {
    const lines = ['', '--explain', ...(flags === '' ? ['--for all', '--for all --explain'] : [])];
    for (const line of lines) {
      const text = await whoami(`${line} ${flags}`.trim(), given);
      const json = await whoamiJson(`${line} ${flags}`.trim(), given);
      const all = JSON.stringify([text.out, text.said, json.value, json.said]);
      expect(text.code, all).toBeOneOf([0, 3]);
      expect(shown(all), all).toBe(false);
    }
  });

  test.each([
    'auth login --no-browser',
    'auth logout',
    'auth status',
    'auth print-credentials',
    'federation exchange',
    'federation token',
    'profile show',
    'exec true',
    'doctor',
  ])('ant %s does not repeat one either, nor does its log', async (line) => {
    for (const words of [line.split(' '), [...line.split(' '), '--json', '--debug']]) {
      const env = { HOME, ...FEDERATION, ANTHROPIC_IDENTITY_TOKEN_FILE: JWT };
      const host = fakeHost({ home: HOME, env, disk: login('default') });
      const named = fakeHost({ home: HOME, env: { HOME, ANTHROPIC_PROFILE: JWT } });
      await main(words, host);
      await main(words, named);
      const rest = [host, named].map(({ out, said, disk }) => [out, said, [...disk.values()]]);
      expect(shown(JSON.stringify(rest)), JSON.stringify(rest)).toBe(false);
    }
  });

  test('as --identity-token-file is not repeated', async () => {
    const host = fakeHost({ home: HOME, env: { HOME, ...FEDERATION } });
    const code = await main(['federation', 'exchange', '--identity-token-file', JWT], host);
    expect([code, host.said.join()]).toEqual([3, expect.stringContaining('file [jwt] (')]);
    expect(shown(host.said.join())).toBe(false);
  });
});

describe('an address that is refused', () => {
  test.each([['http://gateway.example'], ['https://ada:canary0canary/x@gateway.example']])(
    'as in %s is not called an answer',
    async (url) => {
      const env = { ANTHROPIC_API_KEY: 'sk-ant-api03-x', ANTHROPIC_BASE_URL: url };
      const { code, out } = await whoami('', { env });
      expect([code, out]).toEqual([
        3,
        expect.stringMatching(/ANTHROPIC_BASE_URL .*gateway\.example/),
      ]);
      expect(shown(out)).toBe(false);
      const typed = await whoami(`--base-url ${url}`, { env: { ANTHROPIC_API_KEY: 'x' } });
      expect(typed.code).toBe(3);
    },
  );
});

describe('a home', () => {
  test.each([`${HOME}/`, `${HOME}//`, '/'])('of %s is the same for every client', async (home) => {
    const root = home === '/' ? '/.config/anthropic' : DIR;
    const disk = Object.fromEntries(
      Object.entries(login('default')).map(([path, text]) => [path.replace(DIR, root), text]),
    );
    const { value } = await whoamiJson('--for typescript-sdk', { home, env: { HOME: home }, disk });
    expect(value.winner).toMatchObject({ tier: 'active-profile' });
    expect(value.disagreements).toEqual([]);
  });
});
