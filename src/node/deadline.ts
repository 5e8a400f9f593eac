const TICK = 250;

/**
 * Aborts after that many milliseconds in which this process could run. One that was suspended, or had to wait
 * for a busy processor, finds on waking that its time is up and its answer is there: a plain timer would
 * fire before the answer is read. Call `stop` when the answer is in.
 */
export function wakingDeadline(limit: number): {
  readonly signal: AbortSignal;
  readonly stop: () => void;
} {
  const controller = new AbortController();
  let left = Math.ceil(limit / TICK);
  // However long it sleeps, an interval that was missed fires once.
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    controller.abort();
  }, TICK);
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}
