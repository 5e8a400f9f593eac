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
  let timer: NodeJS.Timeout | undefined;
  // Not before what was asked for is on its way: to set the first timer takes longer than to send a request.
  const begin = setImmediate(() => {
    // However long it sleeps, an interval that was missed fires once.
    timer = setInterval(() => {
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      controller.abort();
    }, TICK);
  });
  const stop = () => {
    clearImmediate(begin);
    clearInterval(timer);
  };
  return { signal: controller.signal, stop };
}
