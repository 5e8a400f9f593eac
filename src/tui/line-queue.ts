/** Lines that come when they come, for one reader who asks when it asks. */
export type LineQueue = {
  readonly push: (line: string) => void;
  /** No more can come. */
  readonly end: () => void;
  /** The next line; `undefined` at the end or when aborted. */
  readonly next: (signal: AbortSignal) => Promise<string | undefined>;
};

export function lineQueue(): LineQueue {
  const waiting: string[] = [];
  let ended = false;
  let wake = () => {};
  return {
    push: (line) => {
      waiting.push(line);
      wake();
    },
    end: () => {
      ended = true;
      wake();
    },
    next: async (signal) => {
      while (waiting.length === 0 && !ended && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', wake, { once: true });
        });
      }
      return signal.aborted ? undefined : waiting.shift();
    },
  };
}
