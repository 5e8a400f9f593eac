import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochOf, readHttpDate } from '../../src/health/http-date.js';

test('RFC 9110 5.6.7: reads what any server writes', () => {
  const seconds = fc.integer({ min: 0, max: Date.UTC(2400, 0) / 1000 });
  fc.assert(
    fc.property(seconds, (epoch) => {
      expect(readHttpDate(new Date(epoch * 1000).toUTCString())).toBe(epoch);
    }),
  );
});

test('a day begins at midnight', () => {
  expect(epochOf(2028, 2, 29)).toBe(Date.UTC(2028, 1, 29) / 1000);
});

test.each(['', 'yesterday', '2026-11-22T12:00:00Z', 'Sun, 22 Foo 2026 12:00:00 GMT'])(
  'anything else says nothing: %j',
  (text) => {
    expect(readHttpDate(text)).toBeUndefined();
  },
);
