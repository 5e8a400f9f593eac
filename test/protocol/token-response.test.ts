import { describe, expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import type { HttpResponse } from '../../src/host.js';
import { readTokenResponse } from '../../src/protocol/token-response.js';
import { Secret } from '../../src/secret.js';
import { NOON } from '../support/host.js';

const LOGIN = { now: NOON, host: 'api.example', grant: 'authorization_code', secrets: [] } as const;

const GRANT = { access_token: 'minted-access', token_type: 'Bearer', expires_in: 3600 };

function json(body: unknown, status = 200, headers: Record<string, string> = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: text };
}

function errorOf(response: HttpResponse): AntError {
  try {
    readTokenResponse(response, LOGIN);
  } catch (error) {
    if (error instanceof AntError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('a grant', () => {
  test('is read whole, with its life turned into epoch seconds', () => {
    const grant = readTokenResponse(
      json({
        ...GRANT,
        refresh_token: 'minted-refresh',
        scope: 'user:profile user:inference',
        organization: { uuid: 'org-1', name: 'Acme' },
        account: { uuid: 'acc-1', email_address: 'ada@acme.example' },
        workspace: { id: 'wrkspc_1', name: 'Blue' },
      }),
      LOGIN,
    );
    expect(grant).toMatchObject({
      expiresAt: NOON + 3600,
      scope: 'user:profile user:inference',
      organization: { id: 'org-1', name: 'Acme' },
      account: { email: 'ada@acme.example' },
      workspace: { id: 'wrkspc_1', name: 'Blue' },
    });
    expect(grant.accessToken.reveal()).toBe('minted-access');
    expect(grant.refreshToken?.reveal()).toBe('minted-refresh');
  });

  test('needs nothing but a token and its life', () => {
    const bare = { access_token: 'minted-access', expires_in: '60' };
    expect(readTokenResponse(json(bare), LOGIN)).toEqual({
      accessToken: expect.any(Secret),
      expiresAt: NOON + 60,
    });
  });

  test.each([['bearer'], ['BEARER']])('may spell its type %s', (type) => {
    expect(readTokenResponse(json({ ...GRANT, token_type: type }), LOGIN).expiresAt).toBe(
      NOON + 3600,
    );
  });

  test.each([
    ['an empty refresh token', { refresh_token: '' }],
    ['a null refresh token', { refresh_token: null }],
    ['an organization that is no object', { organization: 'Acme' }],
    ['a workspace without an id', { workspace: { name: 'Blue' } }],
    ['an account without an address', { account: {} }],
    ['a workspace id that would break a header', { workspace: { id: 'a\r\nx-evil: 1' } }],
    ['a scope that would break a terminal', { scope: 'a\u001b[2J' }],
  ])('with %s is a grant without it', (_, fields) => {
    expect(Object.keys(readTokenResponse(json({ ...GRANT, ...fields }), LOGIN))).toEqual([
      'accessToken',
      'expiresAt',
    ]);
  });

  test('E39: has the scope that was granted, not the one asked for', () => {
    expect(readTokenResponse(json({ ...GRANT, scope: 'user:profile' }), LOGIN).scope).toBe(
      'user:profile',
    );
  });

  test('E29: with a __proto__ key changes no prototype, and a key given twice counts once', () => {
    const body = `{"__proto__":{"polluted":1},"expires_in":1,"access_token":"minted-access","expires_in":60}`;
    const grant = readTokenResponse(json(body), LOGIN);
    expect(grant.expiresAt).toBe(NOON + 60);
    expect(grant).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('an answer no token endpoint gives is one line that names the host and the cause', () => {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  test.each([
    ['HTML', { status: 200, headers: html, body: '<html>sign in</html>' }, 'with HTML'],
    ['nothing', json(''), 'with nothing'],
    ['blanks', json(' \n'), 'with nothing'],
    ['text', { status: 200, headers: { 'content-type': 'text/plain' }, body: '{}' }, 'text/plain'],
    ['an untyped body', { status: 200, headers: {}, body: '{}' }, 'no content type'],
    ['half an answer', json('{"access_token":"minted-acc'), 'broken JSON'],
    ['a list', json('[]'), 'broken JSON'],
    ['an HTML error', { status: 404, headers: html, body: '<h1>no</h1>' }, 'HTTP 404'],
    ['an error of no known shape', json({ detail: 'no' }, 403), 'HTTP 403'],
    ['a proxy that wants a login', { status: 407, headers: html, body: '' }, 'HTTP 407'],
    ['no content', json('', 204), 'HTTP 204'],
  ] satisfies [string, HttpResponse, string][])('E29: %s', (_, response, because) => {
    const error = errorOf(response);
    expect(error.code).toBe('network');
    expect(error.message).toContain('api.example');
    expect(error.message).toContain(because);
    expect(error.message).not.toContain('\n');
    expect(error.hint).toContain('--base-url');
  });

  test.each([301, 302, 303, 307, 308])('E26: a %d is never followed', (status) => {
    const error = errorOf(json('', status, { location: 'https://evil.example/' }));
    expect(error.code).toBe('network');
    expect(error.message).toContain('a redirect, which is never followed with a secret');
    expect(error.message).not.toContain('evil.example');
  });
});

describe('E30: a grant that cannot be used is refused', () => {
  test.each([
    ['expires_in', undefined],
    ['expires_in', null],
    ['expires_in', 0],
    ['expires_in', -60],
    ['expires_in', '-60'],
    ['expires_in', 'soon'],
    ['expires_in', '1e3'],
    ['expires_in', ''],
    ['expires_in', 1e12],
    ['expires_in', '1000000000000'],
    ['expires_in', 59.5],
    ['expires_in', [60]],
    ['expires_in', true],
    ['token_type', 'mac'],
    ['token_type', 'Bearer\r\nx-evil: 1'],
    ['token_type', 1],
    ['token_type', ''],
    ['access_token', undefined],
    ['access_token', ''],
    ['access_token', 42],
    ['access_token', 'minted\r\nx-evil: 1'],
    ['access_token', 'minted token'],
    ['access_token', 'minted\u0000'],
    ['access_token', 'mint\u00e9d'],
    ['refresh_token', 'minted\n'],
  ])('%s: %j', (field, value) => {
    const error = errorOf(json({ ...GRANT, [field]: value }));
    expect(error.code).toBe('network');
    expect(error.message).toBe(
      `the token endpoint at api.example answered with an unusable ${field}`,
    );
  });
});
