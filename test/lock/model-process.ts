import { type Generations, isHighest, tryToTake } from '../../src/lock/generation.js';
import { subsets } from './model-orders.js';
import type { Records, Scan } from './model-records.js';

/** The next step of a process, with each way it can turn out. */
export type Pending = {
  readonly label: string;
  readonly outcomes: () => readonly (() => unknown)[];
  readonly resolve: (value: unknown) => void;
};

export type Around = {
  readonly records: Records;
  readonly isDead: (owner: number) => boolean;
  readonly tornLists: boolean;
  readonly mutate: (generations: Generations) => Generations;
};

/** A process that takes the lock, looks whether it still has it, writes, and releases. */
export class Process {
  pending: Pending | undefined;
  /** The number of its record while it is inside. */
  mine: number | undefined;
  ended = false;
  crashed = false;
  /** What its last step was, if that was a write that came too late. */
  late: 'explained' | 'unexplained' | undefined;
  /** What it was told since it last started over: its whole memory. */
  #told: string[] = [];
  /** The lease of its newest record has ended, as its own clock tells it too. */
  #leaseOver = false;
  /** That happened after it last asked whether it still holds the lock. */
  #endedSinceLook = false;
  #scan: Scan | undefined;
  readonly #index: number;
  readonly #around: Around;

  constructor(index: number, around: Around) {
    this.#index = index;
    this.#around = around;
    void this.#live();
  }

  get isInside(): boolean {
    return this.mine !== undefined && !this.ended && !this.crashed;
  }

  /** Does its next step; resolves when it has come to the one after. */
  async step(variant: number): Promise<void> {
    const { pending } = this;
    this.pending = undefined;
    this.late = undefined;
    const value = pending?.outcomes()[variant]?.();
    this.#told.push(`${pending?.label}=${String(value)}`);
    pending?.resolve(value);
    while (this.pending === undefined && !this.ended) await null;
  }

  endLease(): void {
    this.#around.records.expire(this.#index);
    this.#leaseOver = true;
    this.#endedSinceLook = true;
  }

  spell(): string {
    if (this.ended) return 'end';
    if (this.crashed) return 'dead';
    const listing = this.#scan && `${[...this.#scan.throughout]}~${[...this.#scan.ever].sort()}`;
    const lease = `${this.#leaseOver}${this.#endedSinceLook}`;
    return [this.#told, this.mine, lease, listing, this.pending?.label].join(':');
  }

  #choose<Value>(label: string, outcomes: () => readonly (() => Value)[]): Promise<Value> {
    return new Promise<Value>((resolve) => {
      this.pending = { label, outcomes, resolve: (value) => resolve(value as Value) };
    });
  }

  #step<Value>(label: string, effect: () => Value): Promise<Value> {
    return this.#choose(label, () => [effect]);
  }

  async #live(): Promise<void> {
    const { records } = this.#around;
    const generations = this.#around.mutate(this.#generations());
    const mine = await this.#take(generations);
    this.#told = [];
    this.mine = mine;
    if (await this.#stillHeld(generations, mine))
      await this.#step('write', () => this.#write(mine));
    if (await isHighest(generations, mine)) {
      await this.#step('release', () => records.release(mine, this.#index));
    }
    this.ended = true;
  }

  async #take(generations: Generations): Promise<number> {
    for (;;) {
      const attempt = await tryToTake(generations);
      if ('mine' in attempt) return attempt.mine;
      await this.#step('pause', () => undefined);
      this.#told = [];
    }
  }

  /** As the product does: whether the record is the highest, then whether the lease has time left. */
  async #stillHeld(generations: Generations, mine: number): Promise<boolean> {
    if (!(await isHighest(generations, mine))) return false;
    return this.#step('lease', () => {
      this.#endedSinceLook = false;
      return !this.#leaseOver;
    });
  }

  #write(mine: number): void {
    if (this.#around.records.highest() === mine) return;
    this.late = this.#endedSinceLook ? 'explained' : 'unexplained';
  }

  #generations(): Generations {
    const { records, isDead, tornLists } = this.#around;
    return {
      list: () => (tornLists ? this.#tornList() : this.#step('list', () => records.numbers())),
      holder: (number) =>
        this.#step(`holder${number}`, () => {
          const record = records.at(number);
          if (record === undefined) return 'gone';
          const { released, expired, owner } = record;
          return released || expired || isDead(owner) ? undefined : 'held';
        }),
      publish: (number) =>
        this.#step(`publish${number}`, () => {
          const made = records.publish(number, this.#index);
          if (made) this.#leaseOver = false;
          return made;
        }),
      remove: (number) => this.#step(`remove${number}`, () => records.remove(number)),
    };
  }

  /** In two steps: what comes or goes between them may be in the listing or not. */
  async #tornList(): Promise<readonly number[]> {
    const { records } = this.#around;
    const scan = await this.#step('open', () => {
      this.#scan = records.openScan();
      return this.#scan;
    });
    const unsure = () => [...scan.ever].filter((number) => !scan.throughout.has(number));
    return this.#choose('list', () =>
      subsets(unsure()).map((some) => () => {
        records.closeScan(scan);
        this.#scan = undefined;
        return [...scan.throughout, ...some].sort();
      }),
    );
  }
}
