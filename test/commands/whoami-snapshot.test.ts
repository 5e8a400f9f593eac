import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactDeep } from '../../src/commands/whoami/redact-deep.js';
import { parseSnapshot } from '../../src/commands/whoami/snapshot.js';
import { config, DIR, HOME, login, whoami, whoamiJson } from './whoami-support.js';

type Given = NonNullable<Parameters<typeof whoami>[1]>;
type Disk = NonNullable<Given['disk']>;

const FILE = '/tmp/snap.json';

/** What is written when this machine is looked at, and the answer that is given beside it. */
async function taken(given: Given, more = '') {
  const live = await whoamiJson(`--for all --explain --snapshot ${FILE} ${more}`.trim(), given);
  const file = live.disk.get(FILE);
  return { live, file, text: file?.text ?? '' };
}

/** The answer to a snapshot on a machine that has nothing, belongs to somebody else and is a year older. */
const replayed = (text: string, line = '--for all --explain') =>
  whoamiJson(`${line} --replay ${FILE}`, {
    home: '/root',
    env: { HOME: '/root', ANTHROPIC_API_KEY: 'sk-ant-api03-another' },
    now: () => 1,
    disk: { [FILE]: text },
  });

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const variable = (...values: readonly (string | undefined)[]) =>
  oneOf(undefined, '', ' ', ...values);

/** Machines of all sorts; wherever a secret can be there is the word `canary`. */
const machine: fc.Arbitrary<Given> = fc
  .record({
    key: variable('sk-ant-api03-canary-canary-canary', 'canary'),
    token: variable('sk-ant-oat01-canary-canary-canary'),
    profile: variable('work', 'gone', '../x'),
    rule: variable('fdrl_01'),
    organization: variable('org-1'),
    tokenFile: variable(`${HOME}/token`, 'gone.jwt', 'eyJcanary.eyJcanary.canary'),
    identityToken: variable('eyJcanary.eyJcanary.c'),
    base: variable(
      'https://ada:canary@gateway.example',
      'https://ada:canary/canary@gateway.example',
      'not a url',
    ),
    headers: variable('authorization: Bearer canary\nx-a: b'),
    configDir: variable(`${HOME}/elsewhere`),
    xdg: variable(DIR.replace('/anthropic', '')),
    files: fc.subarray<Disk>([
      login('default'),
      login('work', { workspace: 'wrkspc_01Other' }),
      config('gone', { base_url: 'https://ada:canary@b.example' }),
      { [`${DIR}/active_config`]: 'work\n' },
      { [`${HOME}/token`]: 'eyJcanary.eyJcanary.c' },
      { [`${HOME}/elsewhere/configs/default.json`]: '{' },
      {
        [`${HOME}/.claude/settings.json`]:
          '{"apiKeyHelper":"echo canary","env":{"ANTHROPIC_API_KEY":"canary"}}',
      },
      { [`${HOME}/.claude/.credentials.json`]: '{"claudeAiOauth":{"accessToken":"canary"}}' },
    ]),
  })
  .map(({ files, ...env }) => ({
    disk: Object.assign({}, ...files),
    env: {
      ANTHROPIC_API_KEY: env.key,
      ANTHROPIC_AUTH_TOKEN: env.token,
      ANTHROPIC_PROFILE: env.profile,
      ANTHROPIC_FEDERATION_RULE_ID: env.rule,
      ANTHROPIC_ORGANIZATION_ID: env.organization,
      ANTHROPIC_IDENTITY_TOKEN_FILE: env.tokenFile,
      ANTHROPIC_IDENTITY_TOKEN: env.identityToken,
      ANTHROPIC_BASE_URL: env.base,
      ANTHROPIC_CUSTOM_HEADERS: env.headers,
      ANTHROPIC_CONFIG_DIR: env.configDir,
      XDG_CONFIG_HOME: env.xdg,
    },
  }));

describe('a snapshot', () => {
  test('gives the same verdict elsewhere, with paths or without, and holds no secret and no home', async () => {
    await fc.assert(
      fc.asyncProperty(machine, async (given) => {
        const kept = await taken(given, '--keep-paths');
        expect((await replayed(kept.text)).value).toEqual(redactDeep(kept.live.value, []));

        const { live, text } = await taken(given);
        const again = await replayed(text);
        expect(again.value).toEqual(redactDeep(live.value, [HOME]));
        expect(again.code).toBe(live.code);
        // Nothing that was gathered is lost on the way.
        expect(parseSnapshot(text, FILE).facts).toEqual(JSON.parse(text).facts);
        expect(`${text}${kept.text}`).not.toContain('canary');
        expect(text).not.toContain('ada/');
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('is a private file, says where it is on stderr, and changes no answer', async () => {
    const { live, file } = await taken({ disk: login('default') });
    expect(file).toMatchObject({ mode: 0o600, kind: 'file' });
    expect(live.said.join()).toContain(`wrote ${FILE}`);
    expect(live.value.winner.profile).toBe('default');
    expect(live.sent).toEqual([]);
  });

  test('is never written over a file that is there', async () => {
    const { code, said, disk } = await whoami('--snapshot .bashrc', {
      disk: { [`${HOME}/project/.bashrc`]: 'mine' },
    });
    expect({ code, text: disk.get(`${HOME}/project/.bashrc`)?.text }).toEqual({
      code: 6,
      text: 'mine',
    });
    expect(said[0]).toContain('exists already');
  });

  test('of a drifted profile shows the drift when it is replayed', async () => {
    const { text } = await taken({ disk: login('default', { workspace: 'wrkspc_01Other' }) });
    const { out } = await whoami(`--replay ${FILE}`, { disk: { [FILE]: text } });
    expect(out).toContain('! The profile asks for workspace wrkspc_01Other');
  });

  test('keeps installed releases when they were asked for', async () => {
    const disk = {
      [`${HOME}/project/node_modules/@anthropic-ai/sdk/package.json`]:
        '{"name":"@anthropic-ai/sdk","version":"0.137.0"}',
    };
    const { text } = await taken({ disk }, '--installed');
    const { value } = await replayed(text, '--for typescript-sdk --installed');
    expect(value.clients[1].version).toMatchObject({ assumed: 'installed', release: '0.137.0' });
  });
});

test.each<[string, unknown, unknown]>([
  ['a token', { a: ['x sk-ant-oat01-abcdefgh, y'] }, { a: ['x [access-token], y'] }],
  ['an identity token', 'see eyJhbGciOiJ.eyJzdWIi.sig', 'see [jwt]'],
  ['a password in an address', 'https://u:p@ss@h/x@y', 'https://h/x@y'],
  ['a password that no address may hold', 'see https://u:p/ss@h', 'see h'],
  [
    'a home',
    ['/home/ada', '/home/ada/x', '/home/adam', '/home/ada.old'],
    ['~', '~/x', '/home/adam', '/home/ada.old'],
  ],
  ['a home in a name', { '/home/ada/t.jwt': 1 }, { '~/t.jwt': 1 }],
  ['what is no text', [1, true, null], [1, true, null]],
])('E85: %s is taken out wherever it stands', (_what, before, after) => {
  expect(redactDeep(before, ['/home/ada'])).toEqual(after);
});

describe('a snapshot that somebody else wrote', () => {
  const forged = async (change: (scene: Record<string, unknown>) => unknown) => {
    const { text } = await taken({ disk: login('default') });
    return replayed(JSON.stringify(change(JSON.parse(text))));
  };

  test.each<[string, string, RegExp]>([
    ['nothing', '', /is no snapshot of ant whoami/],
    ['no JSON', '{', /is no snapshot of ant whoami/],
    ['something else', '{"kind":"x"}', /is no snapshot of ant whoami/],
    ['a form to come', '{"kind":"ant whoami snapshot","schema_version":2}', /does not know/],
    ['too much', ' '.repeat(1024 * 1024 + 1), /is larger than/],
  ])('E83: and that is %s', async (_what, text, message) => {
    const { code, said } = await replayed(text);
    expect(code).toBe(6);
    expect(said.join()).toMatch(message);
  });

  test('E83: is refused whatever part of it is of a wrong kind, and never a fault of ours', async () => {
    const { text } = await taken({ disk: { ...login('default'), ...login('work') } });
    const whole = JSON.parse(text);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...pathsIn(whole)),
        oneOf<unknown>(null, 7, 'x', [], {}, true, -1e300, '\u001b[2J'),
        async (path, value) => {
          const { code, out } = await whoami(`--for all --replay ${FILE}`, {
            disk: { [FILE]: JSON.stringify(replacedAt(whole, path, value)) },
          });
          expect([0, 3, 6]).toContain(code);
          expect(out).not.toContain('\u001b');
        },
      ),
      { numRuns: 120 },
    );
  }, 60_000);

  test('E83: puts no word of its own into a command', async () => {
    const { text } = await taken({
      env: { CLAUDE_CODE_USE_VERTEX: '1' },
      disk: login('default', { workspace: 'wrkspc_01Other' }),
    });
    const hostile = text
      .replaceAll('"default"', '"x;reboot"')
      .replaceAll('CLAUDE_CODE_USE_VERTEX', 'CLAUDE_CODE_USE_$(reboot)')
      .replaceAll('wrkspc_01Other', '`reboot`');
    const { out } = await whoami(`--for all --replay ${FILE}`, { disk: { [FILE]: hostile } });
    const commands = out.split('\n').filter((line) => /^ {2}.*\b(ant|unset|export) /.test(line));
    expect(commands.join('\n')).toContain("--workspace-id '`reboot`'");
    expect(commands.join('\n').replaceAll(/'[^']*'/g, '')).not.toContain('reboot');
  });

  test('E83: cannot move the cursor', async () => {
    const { text } = await taken({ disk: login('default') });
    const hostile = text.replaceAll('ada@acme.example', '\\u001b[2J\\u202eevil');
    const { out } = await whoami(`--for all --replay ${FILE}`, { disk: { [FILE]: hostile } });
    expect(out).toContain('evil');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: looked for because they must not be there
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });

  test('E85: is told by where it makes no sense', async () => {
    const { said } = await forged((scene) => ({
      ...scene,
      facts: { ...(scene.facts as object), now: 'x' },
    }));
    expect(said[0]).toContain('facts.now is no number');
  });
});

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, each]) => pathsIn(each, [...path, key]))];
}

function replacedAt(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole)) {
    return whole.map((each, index) =>
      `${index}` === `${key}` ? replacedAt(each, rest, value) : each,
    );
  }
  const object = whole as Record<string, unknown>;
  return { ...object, [key]: replacedAt(object[key], rest, value) };
}
