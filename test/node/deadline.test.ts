import { expect, test } from 'vitest';
import { wakingDeadline } from '../../src/node/deadline.js';

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

test('a deadline comes after that long', async () => {
  const start = performance.now();
  await aborted(wakingDeadline(500).signal);
  expect(performance.now() - start).toBeGreaterThan(490);
});

test('E34: a process that was held up past it reads what has arrived before it gives up', async () => {
  const { signal, stop } = wakingDeadline(1000);
  const plain = AbortSignal.timeout(1000);
  const until = performance.now() + 1500;
  while (performance.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(plain.aborted).toBe(true);
  expect(signal.aborted).toBe(false);
  stop();
});

test('once stopped it never comes', async () => {
  const { signal, stop } = wakingDeadline(250);
  stop();
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(signal.aborted).toBe(false);
});
