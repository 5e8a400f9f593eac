import { describe, expect, test } from 'vitest';
import { rememberUnrevoked } from '../../src/store/unrevoked.js';
import { PLATFORM, person, signedIn } from '../commands/auth-support.js';
import {
  configPath,
  credentialsPath,
  DIR,
  hostWith,
  WORKLOAD,
} from '../commands/profile-support.js';
import { fakeHost, NOON } from '../support/host.js';
import { everything, examined, said } from './examined.js';

const login = (more: object = {}) =>
  JSON.stringify({ access_token: 'access-for-a-test', expires_at: NOON + 7200, ...more });

/** The profile "work", active, with its secrets in a file. */
function withFile(text: string | undefined, given: Parameters<typeof hostWith>[1] = {}) {
  const disk = {
    [`${DIR}/active_config`]: 'work\n',
    ...(text !== undefined && { [credentialsPath('work')]: text }),
    ...given.disk,
  };
  return hostWith({ work: person('file') }, { ...given, disk });
}

describe('which credential is used', () => {
  test('a key that keeps a login from being used is a warning, with the way out', async () => {
    const lines = await examined(withFile(login(), { env: { ANTHROPIC_API_KEY: 'k' } }));
    expect(said(lines, 'credential')).toEqual([
      'ok: ANTHROPIC_API_KEY is used',
      'warning: ANTHROPIC_API_KEY wins over profile "work" (active), which would work',
    ]);
    const fix = lines.find(({ state }) => state === 'warning')?.fix;
    expect(fix).toMatchObject({ words: expect.stringContaining('unset ANTHROPIC_API_KEY') });
  });

  test('a profile that was named on purpose is a note', async () => {
    const host = withFile(login(), { disk: { [credentialsPath('other')]: login() } });
    host.disk.set(configPath('other'), {
      ...host.disk.get(configPath('work')),
      ...{ kind: 'file', mode: 0o600, owner: 1000, links: 1 },
      text: JSON.stringify(person('file')),
    });
    const lines = await examined(host, { profile: 'other' });
    expect(said(lines, 'credential')).toEqual([
      'ok: profile "other" (--profile) is used',
      expect.stringMatching(/^note: profile "other" \(--profile\) wins over/),
    ]);
  });

  test('a profile that is active and signed out is broken, once', async () => {
    const lines = await examined(withFile(undefined));
    expect(said(lines, 'credential')).toEqual([
      expect.stringMatching(/^broken: profile "work" \(active\) comes first and does not work/),
    ]);
    expect(everything(lines).match(/"broken"/g)).toHaveLength(1);
    expect(lines[0]?.fix).toEqual({ command: 'ant auth login --profile work' });
  });

  test('a profile that is active and signed out behind a key is broken all the same', async () => {
    const lines = await examined(withFile(undefined, { env: { ANTHROPIC_API_KEY: 'k' } }));
    expect(said(lines, 'logins')).toEqual(['broken: profile "work": not signed in']);
  });

  test('nobody signed in is a note', async () => {
    expect(said(await examined(fakeHost()), 'credential')).toEqual([
      'note: nobody is signed in here',
    ]);
  });
});

describe('logins', () => {
  test.each([
    ['a token that nothing renews, for long', { expires_at: NOON + 7200 }, /^ok: .*ends in 2 h/],
    ['one that ends soon', { expires_at: NOON + 600 }, /^warning: .*ends in 10 min, and nothing/],
    [
      'one that is renewed',
      { expires_at: NOON + 600, refresh_token: 'r' },
      /^ok: .*is renewed in 10 min/,
    ],
    [
      'one that has ended and is renewed',
      { expires_at: NOON - 60, refresh_token: 'r' },
      /^ok: .*is renewed at next use/,
    ],
    ['one that never ends', { expires_at: null }, /^ok: .*never expires/],
  ])('%s', async (_story, more, line) => {
    expect(said(await examined(withFile(login(more))), 'logins')).toEqual([
      expect.stringMatching(line),
    ]);
  });

  test('a login that is over and is not in use is a warning, a signed-out one a note', async () => {
    const host = withFile(login(), {
      disk: {
        [configPath('old')]: JSON.stringify(person('file')),
        [credentialsPath('old')]: login({ expires_at: NOON - 60 }),
        [configPath('out')]: JSON.stringify(person('file')),
        [configPath('torn')]: '{',
        [configPath('ci')]: JSON.stringify(WORKLOAD),
      },
    });
    expect(said(await examined(host), 'logins')).toEqual([
      expect.stringMatching(/^warning: profile "ci": the service|^warning: profile "ci": /),
      'warning: profile "old": expired, and nothing to renew it with',
      'note: profile "out" is not signed in',
      expect.stringMatching(/^warning: profile "torn": .*torn\.json is not a JSON object/),
      expect.stringMatching(/^ok: profile "work"/),
    ]);
  });

  test('a login for another workspace than its profile names is a warning', async () => {
    const host = withFile(login({ workspace_id: 'wrkspc_2' }));
    host.disk.set(configPath('work'), {
      ...{ kind: 'file', mode: 0o644, owner: 1000, links: 1 },
      text: JSON.stringify(person('file', { workspace_id: 'wrkspc_1' })),
    });
    const lines = await examined(host);
    expect(said(lines, 'drift')).toEqual([
      'warning: profile "work" names workspace wrkspc_1, and its login is for wrkspc_2',
    ]);
    expect(lines.find(({ id }) => id === 'drift')?.fix).toEqual({
      command: 'ant auth login --profile work --workspace-id wrkspc_1',
    });
  });

  test('an id that a shell would obey is one word of the command', async () => {
    const host = withFile(login({ workspace_id: 'wrkspc_2' }), {
      env: { ANTHROPIC_WORKSPACE_ID: 'x;reboot' },
    });
    expect((await examined(host)).find(({ id }) => id === 'drift')?.fix).toEqual({
      command: "ant auth login --profile work --workspace-id 'x;reboot'",
    });
  });

  test('a login that may not be sent where the profile points is a warning', async () => {
    const host = withFile(login(), { env: { ANTHROPIC_BASE_URL: 'https://gateway.example' } });
    expect(said(await examined(host), 'trust')).toEqual([
      expect.stringContaining(
        'warning: profile "work": this login belongs to https://api.anthropic',
      ),
    ]);
  });

  test('a variable that sends API calls elsewhere than sign-in is a warning', async () => {
    const host = withFile(login(), { env: { ANTHROPIC_BASE_URL: 'https://a.example' } });
    host.disk.set(configPath('work'), {
      ...{ kind: 'file', mode: 0o644, owner: 1000, links: 1 },
      text: JSON.stringify(person('file', { base_url: 'https://b.example' })),
    });
    const lines = await examined(host);
    expect(said(lines, 'base-url')).toContainEqual(
      expect.stringMatching(/^warning: ANTHROPIC_BASE_URL says a\.example and .* b\.example/),
    );
    expect(everything(lines)).toContain('ant profile set --profile work base_url URL');
  });

  test('a logout that was not followed by a revocation is a warning', async () => {
    const host = fakeHost();
    await rememberUnrevoked(host, DIR, {
      profile: 'work',
      at: NOON - 7200,
      until: NOON + 86_400,
      origin: PLATFORM,
      tokenHash: 'ab',
      because: 'it did not answer',
    });
    expect(said(await examined(host), 'unrevoked')).toEqual([
      'warning: the login of profile "work", deleted here 2 h ago, was not revoked (it did not answer) and may work at https://api.anthropic.com for another 1 d',
    ]);
  });
});

describe('E66: the keychain', () => {
  describe.each(['split', 'keychain'] as const)('that holds a login kept in %s', (backend) => {
    test.each(['absent', 'locked', 'denied', 'hung', 'failed'] as const)(
      'and is %s: broken, and asked once',
      async (state) => {
        const host = await signedIn(backend);
        host.vault.state = state;
        let calls = 0;
        const counted = <Words extends readonly unknown[], Value>(
          call: (...words: Words) => Promise<Value>,
        ) => {
          return (...words: Words) => {
            calls += 1;
            return call(...words);
          };
        };
        const { get, set, remove } = host.keychain;
        const keychain = { get: counted(get), set: counted(set), remove: counted(remove) };
        const lines = await examined({ ...host, keychain });
        expect(said(lines, 'keychain')).toEqual([
          expect.stringMatching(
            /^broken: the keychain is .*; the login of profile "work" rests in it/,
          ),
        ]);
        expect(calls).toBe(1);
      },
    );
  });

  test('that is absent, with nothing in it, is a note', async () => {
    const host = fakeHost();
    host.vault.state = 'absent';
    expect(said(await examined(host), 'keychain')).toEqual([
      expect.stringMatching(/^note: .*; logins are kept in files$/),
    ]);
  });

  test('that is locked, with nothing in it, is a warning', async () => {
    const host = fakeHost();
    host.vault.state = 'locked';
    expect(said(await examined(host), 'keychain')).toEqual([
      expect.stringMatching(/^warning: the keychain is locked/),
    ]);
  });

  test('an item that somebody deleted is broken', async () => {
    const host = await signedIn('split');
    host.vault.items.clear();
    expect(said(await examined(host), 'keychain-items')).toEqual([
      expect.stringMatching(/^broken: the keychain item of profile "work" is gone/),
    ]);
  });

  test('an item that ant did not write is broken', async () => {
    const host = await signedIn('split');
    for (const account of host.vault.items.keys()) host.vault.items.set(account, 'somebody’s');
    expect(said(await examined(host), 'keychain-items')).toEqual([
      expect.stringMatching(/^broken: .*holds something that ant did not write/),
    ]);
  });

  test('nothing of the probe stays in it', async () => {
    const host = fakeHost({ secrets: { 'somebody/else': 'x' } });
    await examined(host);
    expect([...host.vault.items.keys()]).toEqual(['somebody/else']);
  });
});

test('no report holds a token', async () => {
  const lines = await examined(await signedIn('split'));
  expect(everything(lines)).not.toMatch(/(access|refresh)-for-a-test/);
});
