import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrap } from '../../src/output/wrap.js';

test('lines are as long as fits, and those that follow are indented', () => {
  expect(wrap('one two three four', 9, ['- ', '  '])).toEqual(['- one two', '  three', '  four']);
});

test('a word that fits nowhere has a line of its own', () => {
  expect(wrap('a verylongword b', 6)).toEqual(['a', 'verylongword', 'b']);
});

test('nothing is lost, and no line is too long that has two words', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^\w{1,9}$/)),
      fc.integer({ min: 1, max: 20 }),
      (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines)
          if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(width);
      },
    ),
  );
});
