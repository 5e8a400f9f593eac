import type { Host } from '../host.js';
import { type Generations, isHighest, tryToTake } from './generation.js';
import { holderOf, LEASE_SECONDS, ownRecord, releasedRecord } from './owner.js';
import { patience, type Wait } from './patience.js';

export type LockMachine = Pick<
  Host,
  'files' | 'locks' | 'now' | 'sleep' | 'random' | 'interrupt' | 'platform'
>;

/** How much of the lease, in seconds, must be left for something that must not happen twice: a request
 * and the writing down of its answer. */
const MARGIN_SECONDS = 20;

/** A lock that was taken. */
export type HeldLock = {
  /**
   * Whether it is still ours, and nobody can take it from us for another 20 seconds. A process that was
   * suspended may have lost it. To be asked right before anything that must not happen twice.
   */
  readonly stillHeld: () => Promise<boolean>;
  /** Whether nobody has taken it from us so far, however little of the lease is left. */
  readonly notTaken: () => Promise<boolean>;
};

export type Place<Value> = Wait & {
  /** Where the lock's records lie: a directory of its own. */
  readonly directory: string;
  /** Asked after each pause; a value is what we came for, and ends the wait without the lock. */
  readonly meanwhile?: (() => Promise<Value | undefined>) | undefined;
};

/**
 * Does something while no other process does it. The lock passes on when `body` is done, and by itself
 * when this process dies. Waits at most `limitSeconds`; then, or when no lock can be made there,
 * an `AntError('file')`.
 */
export async function withGenerationLock<Value>(
  host: LockMachine,
  place: Place<Value>,
  body: (lock: HeldLock) => Promise<Value>,
): Promise<Value> {
  const generations = recordsIn(host, place.directory);
  const pause = patience(host, place);
  for (;;) {
    // Before the record is made, so that we never believe in our lease for longer than others do.
    const since = host.locks.ticks();
    const attempt = await tryToTake(generations);
    if ('mine' in attempt) {
      const taken = { ...attempt, since, directory: place.directory, generations };
      return await holding(host, taken, body);
    }
    await pause(attempt.holder);
    const value = await place.meanwhile?.();
    if (value !== undefined) return value;
  }
}

type Taken = {
  readonly mine: number;
  readonly since: number;
  readonly directory: string;
  readonly generations: Generations;
};

async function holding<Value>(
  host: LockMachine,
  taken: Taken,
  body: (lock: HeldLock) => Promise<Value>,
): Promise<Value> {
  const { mine, since, directory, generations } = taken;
  const untilMilliseconds = since + (LEASE_SECONDS - MARGIN_SECONDS) * 1000;
  const notTaken = () => isHighest(generations, mine);
  const stillHeld = async () => (await notTaken()) && host.locks.ticks() < untilMilliseconds;
  try {
    await sweep(host, directory, mine);
    return await body({ stillHeld, notTaken });
  } finally {
    // What cannot be released, as on a full disk, is free as soon as this process is gone.
    await release(host, taken).catch(() => undefined);
  }
}

async function release(host: LockMachine, { mine, directory, generations }: Taken): Promise<void> {
  if (!(await isHighest(generations, mine))) return;
  await host.locks.replace(pathOf(directory, mine), releasedRecord());
}

/** The records as files `g.<number>`. */
function recordsIn(host: LockMachine, directory: string): Generations {
  return {
    list: async () => (await host.files.list(directory)).flatMap(numberIn),
    holder: (number) => holderIn(host, pathOf(directory, number)),
    publish: async (number) => host.locks.publish(pathOf(directory, number), await ownRecord(host)),
    remove: (number) => removeRest(host, pathOf(directory, number)),
  };
}

function pathOf(directory: string, number: number): string {
  return `${directory}/g.${number}`;
}

function numberIn(name: string): readonly number[] {
  const digits = /^g\.(\d{1,15})$/.exec(name)?.[1];
  return digits === undefined ? [] : [Number(digits)];
}

async function holderIn(host: LockMachine, path: string): Promise<string | undefined> {
  const view = await host.files.read(path);
  const changed = await host.locks.look(path);
  if (view === undefined || changed === undefined) return 'the owner after the one just seen';
  return holderOf(host, { text: view.text, changedAt: changed.changedAt });
}

/** Removes what processes have left that died while they wrote a record, or came too late with theirs. */
async function sweep(host: LockMachine, directory: string, mine: number): Promise<void> {
  for (const name of await host.files.list(directory)) {
    const digits = /^g\.(\d{1,15})\.[0-9a-f]+$/.exec(name)?.[1];
    const isOld = digits !== undefined && Number(digits) <= mine;
    if (isOld) await removeRest(host, `${directory}/${name}`);
  }
}

/** Best effort: below the highest record nothing counts any more, and the next owner tries again. */
async function removeRest({ files }: LockMachine, path: string): Promise<void> {
  await files.remove(path).catch(() => undefined);
}
