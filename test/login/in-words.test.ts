import { expect, test } from 'vitest';
import { inWords } from '../../src/login/in-words.js';

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [59, '59 seconds'],
  [60, '1 minute'],
  [90, '90 seconds'],
  [300, '5 minutes'],
  [3600, '1 hour'],
  [5400, '90 minutes'],
  [86_400, '24 hours'],
])('%i seconds are said as "%s"', (seconds, words) => {
  expect(inWords(seconds)).toBe(words);
});
