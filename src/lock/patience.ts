import { AntError } from '../errors.js';
import type { Host } from '../host.js';

type Machine = Pick<Host, 'locks' | 'sleep' | 'random' | 'interrupt'>;

export type Wait = {
  /** What is waited for, as the subject of a sentence: `the login of profile "work"`. */
  readonly what: string;
  readonly limitSeconds: number;
};

/** Called each time somebody else was found to have what we want, with who that is. */
export type Pause = (holder: string) => Promise<void>;

/**
 * Pauses between two looks: 2 ms at first, growing to 50 ms, never quite the same, so that a hundred
 * processes do not look in step. After `limitSeconds` in all it is an `AntError('file')` that says
 * who has it.
 */
export function patience(host: Machine, { what, limitSeconds }: Wait): Pause {
  const start = host.locks.ticks();
  let milliseconds = 2;
  return async (holder) => {
    if (host.interrupt.aborted) throw new AntError('interrupted', 'interrupted');
    if (host.locks.ticks() - start > limitSeconds * 1000) {
      throw new AntError('file', `${what} is in use by ${holder}`, {
        hint: `${limitSeconds} seconds of waiting were not enough; look at that process, end it if it hangs, and run the command again`,
      });
    }
    const [dice = 0] = host.random(1);
    await host.sleep(milliseconds * (0.5 + dice / 256), host.interrupt);
    milliseconds = Math.min(50, milliseconds * 1.5);
  };
}
