import { expect, test } from 'vitest';
import { type ErrorType, refuse, refuseGrant, STATUS_OF } from '../../src/sandbox/reply.js';

test.each<[number, ErrorType]>([
  [400, 'invalid_request_error'],
  [401, 'authentication_error'],
  [402, 'billing_error'],
  [403, 'permission_error'],
  [404, 'not_found_error'],
  [409, 'conflict_error'],
  [413, 'request_too_large'],
  [429, 'rate_limit_error'],
  [500, 'api_error'],
  [504, 'timeout_error'],
  [529, 'overloaded_error'],
])('platform.md 1.4: %i is %s, in the envelope', (status, type) => {
  const answer = refuse(type, 'because').answer('req_1');
  expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/json' } });
  expect(JSON.parse(answer.body)).toEqual({
    type: 'error',
    error: { type, message: 'because' },
    request_id: 'req_1',
  });
});

test('platform.md 1.4 has no other error type', () => {
  expect(Object.keys(STATUS_OF)).toHaveLength(11);
});

test('RFC 6749 5.2: a refused grant is a 400 with error and error_description', () => {
  const answer = refuseGrant('invalid_grant', 'because').answer('req_1');
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.body)).toEqual({ error: 'invalid_grant', error_description: 'because' });
});
