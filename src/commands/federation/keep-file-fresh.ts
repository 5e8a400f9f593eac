import type { Held } from '../../credentials/assertion.js';
import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import { instant } from '../../output/time.js';
import { outcomeOf } from '../log/noted.js';

/** How a file's identity token is renewed. */
export type Renewing = {
  readonly obtain: () => Promise<Held>;
  /** Puts it in place of the old one. */
  readonly deliver: (held: Held) => Promise<void>;
  /** Records how a renewal ended; of trouble, its beginning and the failure that ends it all. */
  readonly note: (outcome: string) => Promise<void>;
  /** Process id of whoever started us, from when we began: it may have ended since. */
  readonly parent: number;
};

type Machine = Pick<
  Host,
  'now' | 'sleep' | 'terminal' | 'interrupt' | 'parent' | 'platform' | 'locks'
>;

type State = {
  readonly held: Held;
  /** Seconds until the next attempt, after one that brought nothing. */
  readonly pause: number;
  /** Whether the person knows of the trouble. */
  readonly complained: boolean;
};

/** The clock and the parent are looked at this often, in seconds: timers stand still while a machine sleeps. */
const LOOK = 2;
/** Between attempts, in seconds. */
const LONGEST_PAUSE = 30;

/**
 * Replaces the identity token before it ends, again and again. Returns when the program that started us has ended;
 * an `AntError('interrupted')` when we are asked to stop, and the last error when the token ended before there was
 * another.
 */
export async function keepFileFresh(host: Machine, first: Held, how: Renewing): Promise<void> {
  let state: State = { held: first, pause: 1, complained: false };
  let due = renewalTime(first, host.now());
  while (!(await hasEnded(host, how.parent))) {
    if (host.now() >= due) {
      state = await renewed(host, state, how);
      const isNew = state.pause === 1;
      due = isNew ? renewalTime(state.held, host.now()) : host.now() + state.pause;
    }
    await host.sleep(Math.min(LOOK, Math.max(due - host.now(), 1)) * 1000, host.interrupt);
    if (host.interrupt.aborted) throw new AntError('interrupted', 'interrupted');
  }
  host.terminal.say('ant: stopped, because the program that started this has ended');
}

/** Somebody else adopts an orphan, except on Windows, where the number of the dead stays. */
async function hasEnded({ parent, platform, locks }: Machine, first: number): Promise<boolean> {
  if (platform !== 'win32') return parent() !== first;
  return (await locks.running(first)) === undefined;
}

/**
 * Epoch seconds: four fifths into its life, and a minute before its end; half-way for one that lives less than two
 * minutes. A cached token has less than its life left, so it is counted from the end.
 */
function renewalTime({ claims }: Held, now: number): number {
  const end = endOf(claims, now);
  const life = end - (typeof claims.iat === 'number' ? claims.iat : now);
  return end - Math.max(life / 5, Math.min(60, life / 2));
}

function endOf({ exp }: Held['claims'], now: number): number {
  return typeof exp === 'number' ? exp : now;
}

async function renewed(host: Machine, before: State, how: Renewing): Promise<State> {
  try {
    const held = await how.obtain();
    if (held.token.reveal() === before.held.token.reveal()) return later(before);
    await how.deliver(held);
    await how.note('ok');
    return { held, pause: 1, complained: false };
  } catch (error) {
    return troubled(host, before, { error, note: how.note });
  }
}

type Failure = Pick<Renewing, 'note'> & { readonly error: unknown };

/** Goes on with the old token while it is good, and says so once; then throws the error. */
async function troubled(host: Machine, before: State, { error, note }: Failure): Promise<State> {
  const end = endOf(before.held.claims, host.now());
  const isOver = host.interrupt.aborted || host.now() >= end;
  if (isOver || !before.complained) await note(outcomeOf(error));
  if (isOver) throw error;
  if (!before.complained) {
    const because = error instanceof Error ? error.message : String(error);
    const still = `still trying, and the old one is good until ${instant(end)}`;
    host.terminal.say(`ant: warning: no new identity token: ${because}; ${still}`);
  }
  return { ...later(before), complained: true };
}

function later(before: State): State {
  return { ...before, pause: Math.min(before.pause * 2, LONGEST_PAUSE) };
}
