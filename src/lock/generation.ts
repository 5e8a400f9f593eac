/**
 * A lock as the algorithm sees it: numbered records, of which the highest counts and is never deleted.
 * Each member is one step; between any two of them other processes may do theirs, stop or die.
 */
export type Generations = {
  /** The numbers that are there. */
  readonly list: () => Promise<readonly number[]>;
  /** Who holds the lock, in words, as far as this record tells; `undefined` when nobody does. */
  readonly holder: (number: number) => Promise<string | undefined>;
  /** Makes our record of this number. `false` when there is one already. */
  readonly publish: (number: number) => Promise<boolean>;
  readonly remove: (number: number) => Promise<void>;
};

/** The number of our record, which is now the highest; or who else has the lock. */
export type Attempt = { readonly mine: number } | { readonly holder: string };

const SOMEBODY = { holder: 'another process that was just as quick' };

/**
 * Tries once to take the lock: when the highest record says that it is free, make the next one, then
 * look again, because the first look may be long out of date: a higher number means that we came late.
 */
export async function tryToTake(generations: Generations): Promise<Attempt> {
  const { list, holder, publish, remove } = generations;
  const top = highest(await list());
  const held = top === 0 ? undefined : await holder(top);
  if (held !== undefined) return { holder: held };
  const mine = top + 1;
  if (!(await publish(mine))) return SOMEBODY;
  const now = await list();
  if (highest(now) > mine) {
    await remove(mine);
    return SOMEBODY;
  }
  for (const number of now) if (number < mine) await remove(number);
  return { mine };
}

/** Whether the record of this number is still the highest: nobody has taken the lock from its owner. */
export async function isHighest({ list }: Generations, mine: number): Promise<boolean> {
  return highest(await list()) === mine;
}

function highest(numbers: readonly number[]): number {
  return Math.max(0, ...numbers);
}
