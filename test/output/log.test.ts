import { expect, test } from 'vitest';
import { renderLog } from '../../src/output/log.js';
import { NOON } from '../support/host.js';

const event = {
  time: NOON,
  event: 'print',
  outcome: 'ok',
  profile: 'work',
  by: { parent: 'bash' },
};

test('columns stand below each other, however long a name or an outcome is', () => {
  const profile = 'a-profile-with-a-long-name';
  const text = renderLog([
    event,
    { ...event, event: 'exec', outcome: 'command-not-found', profile },
  ]);
  const [first = '', second = ''] = text.split('\n');
  expect(first.indexOf('by bash')).toBe(second.indexOf('by bash'));
  expect(first).toMatch(/^2026-11-22 12:00 UTC {2}print {2}ok {17}work {24}by bash$/);
});

test('nothing about one profile is not nothing at all', () => {
  expect(renderLog([])).toBe('nothing is recorded here\n');
  expect(renderLog([], 'wrok')).toBe('nothing is recorded of profile "wrok"\n');
});

test('E83: what stands in the file cannot move the cursor or forge a line', () => {
  const text = renderLog([{ ...event, profile: 'a\u001b[2J\nb' }], 'x');
  expect(text).toContain('a?[2J?b');
  expect(text.split('\n')).toHaveLength(2);
});
