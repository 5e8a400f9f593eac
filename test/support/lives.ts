import { readFileSync } from 'node:fs';

/** Whether a process is there and runs. A dead one may still wait for whoever adopted it to look at how it ended. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
