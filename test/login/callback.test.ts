import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/host.js';
import { readCallback } from '../../src/login/callback.js';

const STATE = 'the-state-of-this-login';
const GOOD = `/callback?code=the-code&state=${STATE}`;

function seen(target: string, method: HttpRequest['method'] = 'GET') {
  return readCallback({ method, url: `http://localhost:8421${target}`, headers: {} }, STATE);
}

test('the redirect of an approval is the answer', () => {
  const answer = seen('/callback?code=the%2Bcode%23&state=the-state-of-this-login&iss=x');
  expect(answer.kind === 'code' && answer.code.reveal()).toBe('the+code#');
});

test('E03: the redirect of a denial is an answer too, when its state is right', () => {
  expect(seen(`/callback?error=access_denied&error_description=No+thanks&state=${STATE}`)).toEqual({
    kind: 'refused',
    error: 'access_denied',
    description: 'No thanks',
  });
  expect(seen(`/callback?error=access_denied&state=${STATE}`)).toEqual({
    kind: 'refused',
    error: 'access_denied',
  });
});

describe('not the answer, and the login goes on', () => {
  test.each([
    ['E01: wrong state', '/callback?code=the-code&state=another', 400],
    ['E01: no state', '/callback?code=the-code', 400],
    ['E01: empty state', '/callback?code=the-code&state=', 400],
    ['E01: state with more behind it', `${GOOD}x`, 400],
    ['E01: state in another case', `/callback?code=the-code&state=${STATE.toUpperCase()}`, 400],
    ['E01: the start of the state', `/callback?code=the-code&state=${STATE.slice(0, -1)}`, 400],
    ['E02: error without state', '/callback?error=access_denied', 400],
    ['E02: error with wrong state', '/callback?error=access_denied&state=another', 400],
    ['E06: two codes', `${GOOD}&code=other`, 400],
    ['E06: the same code twice', `${GOOD}&code=the-code`, 400],
    ['E06: two states', `${GOOD}&state=another`, 400],
    ['E06: the same state twice', `${GOOD}&state=${STATE}`, 400],
    ['E06: two errors', `/callback?error=a&error=b&state=${STATE}`, 400],
    ['E06: two descriptions', `${GOOD}&error_description=a&error_description=b`, 400],
    ['both a code and an error', `${GOOD}&error=access_denied`, 400],
    ['neither', `/callback?state=${STATE}`, 400],
    ['an empty code', `/callback?code=&state=${STATE}`, 400],
    ['a code with a newline', `/callback?code=a%0d%0ab&state=${STATE}`, 400],
    ['a code of 5000 characters', `/callback?code=${'x'.repeat(5000)}&state=${STATE}`, 400],
    ['state in the fragment', `/callback?code=the-code#state=${STATE}`, 400],
    ['E07: the root', `/?code=the-code&state=${STATE}`, 404],
    ['E07: a slash more', `/callback/?code=the-code&state=${STATE}`, 404],
    ['E07: two slashes', `//callback?code=the-code&state=${STATE}`, 404],
    ['E07: another case', `/Callback?code=the-code&state=${STATE}`, 404],
    ['E07: an encoded letter', `/%63allback?code=the-code&state=${STATE}`, 404],
    ['E07: the favicon', '/favicon.ico', 404],
  ])('%s', (_, target, status) => {
    expect(seen(target)).toEqual({ kind: 'stray', status });
  });

  test.each(['POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'] as const)(
    'E07: %s of the very answer',
    (method) => {
      expect(seen(GOOD, method)).toEqual({ kind: 'stray', status: 405 });
    },
  );

  test('E07: a target that is no URL', () => {
    const request = { method: 'GET', url: 'http://[', headers: {} } as const;
    expect(readCallback(request, STATE)).toEqual({ kind: 'stray', status: 400 });
  });
});

test('E04: what the denial says is neutralised and cut', () => {
  const nasty = encodeURIComponent(`\u001b]52;c;x\u0007\r\n\u202e\u0085${'x'.repeat(1_000_000)}`);
  const answer = seen(`/callback?error=${nasty}&error_description=${nasty}&state=${STATE}`);
  if (answer.kind !== 'refused') throw new Error(`it was read as ${answer.kind}`);
  expect(answer.error).toMatch(/^[\x20-\x7e…]{1,80}$/);
  expect(answer.description).toMatch(/^[\x20-\x7e…]{1,200}$/);
});
