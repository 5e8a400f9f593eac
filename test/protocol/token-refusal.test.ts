import { describe, expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import type { HttpResponse } from '../../src/host.js';
import { isInvalidGrant } from '../../src/protocol/refusal.js';
import { readTokenResponse } from '../../src/protocol/token-response.js';
import { NOON } from '../support/host.js';

type Asked = Parameters<typeof readTokenResponse>[1];

const LOGIN: Asked = {
  now: NOON,
  host: 'api.example',
  grant: 'authorization_code',
  secrets: [],
};
const REFRESH: Asked = { ...LOGIN, grant: 'refresh_token', profile: 'work' };
const EXCHANGE: Asked = { ...LOGIN, grant: 'jwt-bearer' };

function json(body: unknown, status = 200, headers: Record<string, string> = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: text };
}

function envelope(status: number, type: string, message: string): HttpResponse {
  const body = { type: 'error', error: { type, message }, request_id: 'req_body' };
  return json(body, status, { 'request-id': 'req_header' });
}

function errorOf(response: HttpResponse, asked: Asked = LOGIN): AntError {
  try {
    readTokenResponse(response, asked);
  } catch (error) {
    if (error instanceof AntError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('a no', () => {
  test('to a refresh with invalid_grant says that the login is over and how to start anew', () => {
    const spent = json(
      { error: 'invalid_grant', error_description: 'Refresh token not found' },
      400,
    );
    expect(isInvalidGrant(spent)).toBe(true);
    const error = errorOf(spent, REFRESH);
    expect(error.code).toBe('no-credential');
    expect(error.message).toContain('profile "work"');
    expect(error.hint).toContain('ant auth login --profile work');
    expect(error.message).not.toContain('not found');
  });

  test.each([
    ['another error', json({ error: 'invalid_request' }, 400)],
    ['another status', json({ error: 'invalid_grant' }, 401)],
    ['no JSON', json('invalid_grant', 400)],
  ])('with %s is not taken for an invalid grant', (_, response) => {
    expect(isInvalidGrant(response)).toBe(false);
    expect(errorOf(response, REFRESH).code).not.toBe('no-credential');
  });

  test('to a refresh in the envelope is a denial', () => {
    expect(errorOf(envelope(401, 'authentication_error', 'x'), REFRESH).code).toBe('denied');
  });

  test('to a code names the RFC error, never its description', () => {
    const error = errorOf(json({ error: 'invalid_grant', error_description: 'echo of code' }, 400));
    expect(error.code).toBe('denied');
    expect(error.message).toContain('invalid_grant');
    expect(error.message).not.toContain('echo');
    expect(error.hint).toContain('ant auth login');
  });

  test('to an exchange gives the request id and the three places to look', () => {
    const error = errorOf(envelope(401, 'authentication_error', 'Authentication failed'), EXCHANGE);
    expect(error).toMatchObject({ code: 'denied', requestId: 'req_header' });
    expect(error.hint).toContain('issuer, subject, audience');
    expect(error.hint).toContain('ANTHROPIC_WORKSPACE_ID');
    expect(error.hint).toContain('authentication history');
  });

  test('to an exchange that named a workspace does not advise to name one', () => {
    const answer = envelope(401, 'authentication_error', 'Authentication failed');
    const error = errorOf(answer, { ...EXCHANGE, workspaceSent: true });
    expect(error.hint).not.toContain('ANTHROPIC_WORKSPACE_ID');
  });

  test('to an exchange in the old spelling (400 invalid_grant) is a denial too', () => {
    expect(errorOf(json({ error: 'invalid_grant' }, 400), EXCHANGE).code).toBe('denied');
  });

  test('about a malformed id says which, in the words of the platform', () => {
    const said = 'federation_rule_id is not a well-formed fdrl_ tagged ID';
    const error = errorOf(envelope(400, 'invalid_request_error', said), EXCHANGE);
    expect(error.message).toContain(said);
    expect(error.code).toBe('denied');
  });

  test('takes the request id from the body when no header has it, and only a plain one', () => {
    const body = { error: { type: 'permission_error', message: 'x' }, request_id: 'req_body' };
    expect(errorOf(json(body, 403)).requestId).toBe('req_body');
    expect(errorOf(json(body, 403, { 'request-id': '\u001b[2J' })).requestId).toBeUndefined();
  });

  test('E04, E83: its message cannot reach the terminal with control characters or at length', () => {
    const said = `\u001b]52;c;x\u0007\r\n\u202e${'x'.repeat(1_000_000)}`;
    const error = errorOf(envelope(400, 'invalid_request_error', said), EXCHANGE);
    expect(error.message).toMatch(/^[\x20-\x7e…]{1,400}$/);
  });

  test('whose error is not a machine word is no error of a token endpoint', () => {
    const error = errorOf(json({ error: 'no\u001b[2J way' }, 400));
    expect(error.code).toBe('network');
    expect(error.message).not.toContain('way');
  });
});

describe('E31: a server that is busy or broken', () => {
  test.each([
    [429, { 'retry-after': '30' }, 'in 30 seconds'],
    [
      429,
      { 'retry-after': 'Sun, 22 Nov 2026 12:01:00 GMT' },
      'after Sun, 22 Nov 2026 12:01:00 GMT',
    ],
    [429, {}, 'try again later'],
    [429, { 'retry-after': `9${'9'.repeat(500)}` }, 'after 999'],
    [500, {}, 'try again later'],
    [529, { 'retry-after': '' }, 'try again later'],
  ])('%d with %j says when to come back', (status, headers, when) => {
    const error = errorOf(json({ error: { type: 'api_error' } }, status, headers));
    expect(error.code).toBe('network');
    expect(error.message).toContain(`HTTP ${status} (api_error)`);
    expect(error.hint).toContain(when);
    expect(error.hint?.length).toBeLessThan(100);
  });

  test('is asked again in one second, not in "1 seconds"', () => {
    expect(errorOf(json({}, 429, { 'retry-after': '1' })).hint).toBe('try again in 1 second');
  });

  test('may speak HTML', () => {
    const response = { status: 502, headers: {}, body: '<h1>Bad gateway</h1>' };
    expect(errorOf(response).message).toBe('the token endpoint at api.example answered HTTP 502');
  });
});
