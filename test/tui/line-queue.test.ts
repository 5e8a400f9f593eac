import { expect, it } from 'vitest';
import { lineQueue } from '../../src/tui/line-queue.js';

const never = new AbortController().signal;

it('a line that came early waits for its reader, in order', async () => {
  const queue = lineQueue();
  queue.push('a');
  queue.push('b');
  expect(await queue.next(never)).toBe('a');
  expect(await queue.next(never)).toBe('b');
});

it('a reader that came early waits for its line', async () => {
  const queue = lineQueue();
  const reading = queue.next(never);
  queue.push('a');
  expect(await reading).toBe('a');
});

it('the end comes after the lines before it', async () => {
  const queue = lineQueue();
  queue.push('a');
  queue.end();
  expect(await queue.next(never)).toBe('a');
  expect(await queue.next(never)).toBeUndefined();
});

it('a reader that gave up takes no line from the next one', async () => {
  const queue = lineQueue();
  const stop = new AbortController();
  const reading = queue.next(stop.signal);
  stop.abort();
  queue.push('a');
  expect(await reading).toBeUndefined();
  expect(await queue.next(never)).toBe('a');
});
