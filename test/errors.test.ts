import { expect, test } from 'vitest';
import { AntError } from '../src/errors.js';

test('an error as JSON says what it says in words, and nothing of its cause', () => {
  const cause = { body: 'what the server said' };
  const error = new AntError('denied', 'no', { hint: 'ask', requestId: 'req_1', cause });
  expect(JSON.parse(JSON.stringify({ error }))).toEqual({
    error: { code: 'denied', message: 'no', hint: 'ask', requestId: 'req_1' },
  });
});

test('an error does not repeat a token that was given as a name or a path', () => {
  const token = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln';
  const { message, hint } = new AntError('file', `no file ${token}`, { hint: `make ${token}` });
  expect([message, hint]).toEqual(['no file [jwt]', 'make [jwt]']);
});
