import { describe, expect, test } from 'vitest';
import { run as print } from '../../src/commands/auth/print-credentials.js';
import { run as trust } from '../../src/commands/auth/trust.js';
import { run as log } from '../../src/commands/log/log.js';
import { run as whoami } from '../../src/commands/whoami/whoami.js';
import type { HttpResponse } from '../../src/host.js';
import { PLATFORM, signedIn } from './auth-support.js';
import { credentialsPath, hostWith, WORKLOAD } from './profile-support.js';

const GATEWAY = 'https://gateway.example';
const EVIL = 'https://evil.example';

const models: HttpResponse = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"data":[]}',
};

describe.each(['split', 'keychain', 'file'] as const)('a login kept in %s', (backend) => {
  test('E71: is trusted to another origin by a decision that rests beside it and not in the profile', async () => {
    const host = await signedIn(backend);
    const profile = host.config('work');
    const given = await trust(host, { origin: `${GATEWAY}/v1/`, yes: true });
    expect(given.value).toEqual({ schema_version: 1, profile: 'work', trusted: [GATEWAY] });
    const sent = 'the access token of profile "work" is sent to where it was issued';
    expect((await trust(host, { origin: undefined })).text()).toBe(`${sent} and to ${GATEWAY}\n`);
    await expect(trust(host, { origin: undefined, remove: true })).rejects.toMatchObject({
      code: 'usage',
      hint: `ant auth trust --remove ${GATEWAY}`,
    });
    expect(host.config('work')).toEqual(profile);
    await trust(host, { origin: GATEWAY, remove: true });
    const none = await trust(host, { origin: undefined });
    expect(none.value).toMatchObject({ trusted: [] });
    expect(none.text()).toBe(`${sent}, and nowhere else\n`);
  });

  test.each<[string, object, Record<string, string>]>([
    ['the profile', { base_url: EVIL }, {}],
    ['a variable', {}, { ANTHROPIC_BASE_URL: EVIL }],
  ])('E71: %s alone sends its token nowhere', async (_story, profile, env) => {
    const host = await signedIn(backend, { profile, env, http: async () => models });
    const refused = {
      code: 'no-credential',
      message: expect.stringMatching(/api\.anthropic\.com.*evil\.example/),
      hint: expect.stringContaining(`ant auth trust ${EVIL} --profile work`),
    };
    await expect(whoami(host, { verify: true })).rejects.toMatchObject(refused);
    await expect(print(host, { env: true })).rejects.toMatchObject(refused);
    await expect(print(host, {})).rejects.toMatchObject(refused);
    expect(host.sent).toEqual([]);
    expect((await print(host, { 'access-token': true })).text()).toBe('access-for-a-test\n');
    await trust(host, { origin: EVIL, yes: true });
    await expect(whoami(host, { verify: true })).resolves.toMatchObject({ exitCode: 0 });
    expect(host.sent.map(({ url }) => new URL(url).origin)).toEqual([EVIL]);
    await expect(print(host, { env: true })).resolves.toBeDefined();
  });

  test('E71: no token is printed beside an address that was not looked at', async () => {
    const host = await signedIn(backend, { profile: { base_url: EVIL } });
    const typed = { 'base-url': PLATFORM };
    const lines = { env: true, ...typed } as const;
    expect((await print(host, lines)).text()).toContain(PLATFORM);
    for (const flags of [typed, lines, { 'access-token': true } as const]) {
      const { value, text } = await print(host, flags);
      expect(`${JSON.stringify(value)}${text()}`).not.toContain(EVIL);
    }
  });

  test('E71: what was not printed is not in the log as printed', async () => {
    const host = await signedIn(backend, { profile: { base_url: EVIL } });
    await expect(print(host, { env: true })).rejects.toMatchObject({ code: 'no-credential' });
    const { value } = await log(host, { action: undefined });
    expect(value).toMatchObject({ events: [{ event: 'print', outcome: 'no-credential' }] });
  });

  test('E71: a flag neither', async () => {
    const host = await signedIn(backend);
    await expect(whoami(host, { verify: true, 'base-url': EVIL })).rejects.toMatchObject({
      code: 'no-credential',
    });
  });

  test('E73: its refresh token goes where it was issued, whomever its access token is trusted to', async () => {
    const host = await signedIn(backend, { profile: { base_url: EVIL } });
    await trust(host, { origin: EVIL, yes: true });
    host.pass(3600);
    await expect(print(host, { 'access-token': true })).rejects.toMatchObject({
      code: 'no-credential',
      message: expect.stringContaining('refresh token'),
    });
    expect(host.sent).toEqual([]);
  });
});

describe('the decision', () => {
  test('is asked for on a terminal, and no is no', async () => {
    const asked = (stdin: string) => signedIn('file', { stdin, terminal: { interactive: true } });
    const yes = await asked('y\n');
    await trust(yes, { origin: GATEWAY });
    expect(yes.said.join()).toContain(GATEWAY);
    expect(yes.json(credentialsPath('work')).ant.trusted).toEqual([GATEWAY]);
    for (const stdin of ['n\n', '\n', '']) {
      const no = await asked(stdin);
      await expect(trust(no, { origin: GATEWAY })).rejects.toMatchObject({ code: 'denied' });
      expect(no.json(credentialsPath('work')).ant).not.toHaveProperty('trusted');
    }
  });

  test('is not made by a script without --yes', async () => {
    const host = await signedIn('file');
    await expect(trust(host, { origin: GATEWAY })).rejects.toMatchObject({
      code: 'usage',
      hint: `ant auth trust ${GATEWAY} --profile work --yes`,
    });
  });

  test.each([
    'http://gateway.example',
    'https://a@b.example',
    'gateway.example',
    'https://b.example.',
  ])('E72: is never about %s', async (origin) => {
    const host = await signedIn('file');
    await expect(trust(host, { origin, yes: true })).rejects.toMatchObject({ code: 'network' });
  });

  test('leaves the refresh token and what others wrote as they were', async () => {
    const host = await signedIn('file');
    const before = host.json(credentialsPath('work'));
    await trust(host, { origin: GATEWAY, yes: true });
    const { ant, ...rest } = host.json(credentialsPath('work'));
    expect({ ...rest, ant: { ...ant, trusted: undefined } }).toEqual({
      ...before,
      ant: { ...before.ant, trusted: undefined },
    });
  });

  test('needs a login', async () => {
    const host = hostWith({ ci: WORKLOAD });
    await expect(trust(host, { profile: 'ci', origin: GATEWAY, yes: true })).rejects.toMatchObject({
      code: 'no-credential',
    });
    const signed = await signedIn('file');
    await expect(trust(signed, { origin: undefined, remove: true })).rejects.toMatchObject({
      code: 'usage',
    });
  });
});

test('E71: a login that another tool made, and a committed profile that points elsewhere: refused until trusted', async () => {
  const http = async (): Promise<HttpResponse> => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"access_token":"access-anew","token_type":"Bearer","expires_in":3600}',
  });
  const profile = { base_url: GATEWAY, authentication: { type: 'user_oauth', client_id: 'c' } };
  const login = { access_token: 'theirs', refresh_token: 'refresh-theirs', expires_at: 1 };
  const host = hostWith(
    { work: profile },
    { http, disk: { [credentialsPath('work')]: JSON.stringify(login) } },
  );
  const asked = { profile: 'work', 'access-token': true } as const;
  await expect(print(host, asked)).rejects.toMatchObject({
    message: expect.stringContaining(PLATFORM),
    hint: expect.stringContaining('ant auth trust'),
  });
  expect(host.sent).toEqual([]);
  await trust(host, { profile: 'work', origin: GATEWAY, yes: true });
  expect((await print(host, asked)).text()).toBe('access-anew\n');
  // From now on it is bound there.
  expect(host.json(credentialsPath('work')).ant.origin).toBe(GATEWAY);
});
