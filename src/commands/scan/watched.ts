import type { Host } from '../../host.js';
import type { Progress } from '../../scan/progress.js';

const FIRST = 500;

/** Waits for a scan and says now and then how far it is, if somebody is there to see it. */
export async function watched<Value>(
  host: Pick<Host, 'terminal' | 'sleep'>,
  progress: Progress,
  work: Promise<Value>,
): Promise<Value> {
  if (!host.terminal.interactive) return work;
  const done = new AbortController();
  const watching = tell(host, progress, done.signal);
  try {
    return await work;
  } finally {
    done.abort();
    await watching;
  }
}

/** After half a second, and then half as often each time: a long scan shall not fill the screen. */
async function tell(
  { terminal, sleep }: Pick<Host, 'terminal' | 'sleep'>,
  { counts }: Progress,
  signal: AbortSignal,
): Promise<void> {
  for (let pause = FIRST; !signal.aborted; pause *= 2) {
    await sleep(pause, signal);
    if (!signal.aborted) terminal.say(`ant: scanning: ${counts.files} files so far`);
  }
}
