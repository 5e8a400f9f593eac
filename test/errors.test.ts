import { expect, test } from 'vitest';
import { AntError } from '../src/errors.js';

test('an error as JSON says what it says in words, and nothing of its cause', () => {
  const cause = { body: 'what the server said' };
  const error = new AntError('denied', 'no', { hint: 'ask', requestId: 'req_1', cause });
  expect(JSON.parse(JSON.stringify({ error }))).toEqual({
    error: { code: 'denied', message: 'no', hint: 'ask', requestId: 'req_1' },
  });
});
