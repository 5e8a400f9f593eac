import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import { readJsonObject } from '../../src/json.js';
import { Secret } from '../../src/secret.js';
import {
  credentialsPath,
  parseCredentials,
  parseObject,
  serializeCredentials,
} from '../../src/store/credentials-file.js';

const path = '/home/ada/.config/anthropic/credentials/work.json';

function parse(value: unknown) {
  return parseCredentials({ path, text: JSON.stringify(value) });
}

function faultOf(text: string): AntError {
  try {
    parseCredentials({ path, text });
  } catch (error) {
    if (error instanceof AntError) return error;
  }
  throw new Error('nothing was refused');
}

describe('where the file lies', () => {
  const shelf = { configDir: '/c', profile: 'work' };
  test.each([
    ['linux', shelf, '/c/credentials/work.json'],
    ['win32', { ...shelf, configDir: 'C:\\A' }, 'C:\\A\\credentials\\work.json'],
    ['linux', { ...shelf, credentialsPath: '/run/x.json' }, '/run/x.json'],
    ['linux', { ...shelf, credentialsPath: '~/x.json' }, '~/x.json'],
  ] as const)('on %s, %o is %s', (platform, where, expected) => {
    expect(credentialsPath(platform, where)).toBe(expected);
  });
});

describe('reading', () => {
  test('the official file is read whole', () => {
    const { login, refreshToken, origin } = parse({
      version: '1.0',
      type: 'oauth_token',
      access_token: 'access-one',
      expires_at: 1_800_000_000,
      refresh_token: 'refresh-one',
      scope: 'user:inference',
      organization_uuid: 'o-1',
      organization_name: 'Acme',
      account_email: 'ada@example.com',
      workspace_id: 'wrkspc_1',
      workspace_name: 'Build',
    });
    expect(login.accessToken.reveal()).toBe('access-one');
    expect(refreshToken?.reveal()).toBe('refresh-one');
    expect(origin).toBeUndefined();
    expect({ ...login, accessToken: '' }).toEqual({
      accessToken: '',
      expiresAt: 1_800_000_000,
      scope: 'user:inference',
      organizationId: 'o-1',
      organizationName: 'Acme',
      accountEmail: 'ada@example.com',
      workspaceId: 'wrkspc_1',
      workspaceName: 'Build',
    });
  });

  test.each([
    ['absent: never expires', undefined, undefined],
    ['null: never expires', null, undefined],
    ['seconds', 1_800_000_000, 1_800_000_000],
    ['a fraction is cut off', 1_800_000_000.9, 1_800_000_000],
    ['digits as text', '1800000000', 1_800_000_000],
    ['a date in words counts as expired', '2027-01-15T08:00:00Z', 0],
    ['milliseconds are taken as seconds, as the SDKs do', 1_800_000_000_000, 1_800_000_000_000],
    ['an empty text counts as expired', '', 0],
    ['anything else counts as expired', { at: 1 }, 0],
  ])('expires_at, %s', (_, value, expected) => {
    expect(parse({ access_token: 'a', expires_at: value }).login.expiresAt).toBe(expected);
  });

  test('E64: a version and a type may be absent, and 1.x is welcome', () => {
    expect(parse({ access_token: 'a' }).login.accessToken.reveal()).toBe('a');
    expect(parse({ access_token: 'a', version: '1.7' }).login.accessToken.reveal()).toBe('a');
  });

  test.each([
    ['not JSON', '{"access_token": "leak', 'is not a JSON object'],
    ['a byte order mark', '\ufeff{"access_token":"leak"}', 'is not a JSON object'],
    ['a list', '["leak"]', 'is not a JSON object'],
    ['a newer version', '{"version":"2.0","access_token":"leak"}', 'has version "2.0"'],
    ['an older version', '{"version":"0.9","access_token":"leak"}', 'has version "0.9"'],
    ['another type', '{"type":"api_key\\u001b[2J","access_token":"leak"}', '"api_key?[2J"'],
    ['no access token', '{"refresh_token":"leak"}', 'holds no access_token'],
    [
      'E30: an access token that would be another header',
      '{"access_token":"leak\\r\\nx-api-key: leak"}',
      'holds no access_token',
    ],
    ['E04: one that would change the terminal', '{"access_token":"\\u001b[31mleak"}', 'holds no'],
    ['an empty access token', '{"access_token":"","x":"leak"}', 'holds no access_token'],
  ])('E64: %s is refused by name and never repeated', (_, text, words) => {
    const error = faultOf(text);
    expect(error.code).toBe('file');
    expect(error.message).toContain(`${path} `);
    expect(error.message).toContain(words);
    expect(`${error.message}${error.hint}`).not.toContain('leak');
  });
});

describe('writing', () => {
  const login = { accessToken: new Secret('access-two-long-enough'), expiresAt: 42 };

  test('secrets and facts come back as they were', () => {
    const text = serializeCredentials(
      {},
      {
        login: { ...login, scope: 's', organizationName: 'Ünïté', cacheKey: 'k' },
        refreshToken: new Secret('refresh-two'),
        origin: 'https://api.example',
      },
    );
    const read = parseCredentials({ path, text });
    expect(read.refreshToken?.reveal()).toBe('refresh-two');
    expect(read.origin).toBe('https://api.example');
    expect(read.login).toMatchObject({ expiresAt: 42, scope: 's', cacheKey: 'k' });
    expect(read.login.organizationName).toBe('Ünïté');
  });

  test('it looks as the official tools write it', () => {
    const text = serializeCredentials({}, { login });
    expect(text.startsWith('{\n  "version": "1.0",\n  "type": "oauth_token",\n')).toBe(true);
    expect(text.endsWith('}\n')).toBe(true);
    expect(text).not.toContain('refresh_token');
  });

  test('facts of the login before do not stay with the new one', () => {
    const before = { organization_name: 'Old', refresh_token: 'old', expires_at: 1 };
    const written = readJsonObject(
      serializeCredentials(before, { login: { accessToken: new Secret('new') } }),
    );
    expect(written).not.toHaveProperty('organization_name');
    expect(written).not.toHaveProperty('refresh_token');
    expect(written).not.toHaveProperty('expires_at');
  });

  test('what ant noted of a token does not hold for another one in its place; where it came from does', () => {
    const ours = serializeCredentials(
      {},
      { login: { ...login, cacheKey: 'k' }, origin: 'https://api.example' },
    );
    const merged = { ...readJsonObject(ours), access_token: 'token-of-another-tool' };
    const read = parse(merged);
    expect(read.login.cacheKey).toBeUndefined();
    expect(read.ours).toBe(false);
    expect(read.origin).toBe('https://api.example');
  });

  test('E71: whom a login is trusted to is forgotten by an empty list, and stays when nothing is said', () => {
    const trusted = ['https://gateway.example'];
    const ours = readJsonObject(serializeCredentials({}, { login: { ...login, trusted } })) ?? {};
    expect(parse(ours).login.trusted).toEqual(trusted);
    const renewed = readJsonObject(serializeCredentials(ours, { login })) ?? {};
    expect(parse(renewed).login.trusted).toEqual(trusted);
    const forgotten = serializeCredentials(renewed, { login: { ...login, trusted: [] } });
    expect(forgotten).not.toContain('trusted');
  });

  test.each(['https://a', [], [1, null], { 0: 'https://a' }])(
    'a list of trusted origins that is %j trusts nobody',
    (trusted) => {
      expect(parse({ access_token: 'a', ant: { trusted } }).login.trusted).toBeUndefined();
    },
  );

  test('E64: whatever else a file says survives, at the top and under our own key', () => {
    const others = fc.dictionary(
      fc.string().map((key) => `x${key}`),
      fc.jsonValue({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(others, others, (top, inner) => {
        const before = parseObject({ path, text: JSON.stringify({ ...top, ant: inner }) });
        const text = serializeCredentials(before, { login });
        const { ant: antBefore, ...rest } = before;
        const { ant: antAfter, ...restAfter } = parseObject({ path, text });
        expect(restAfter).toMatchObject(rest);
        expect(antAfter).toMatchObject(antBefore ?? {});
      }),
    );
  });
});
