import { type Generations, isHighest, tryToTake } from '../../src/lock/generation.js';

/**
 * A model checker for the generation lock. It runs the product's own `tryToTake` and `isHighest` in a
 * world where every primitive is one step, and walks through every order in which the steps of several
 * processes can happen, with deaths, ended leases and (on request) torn directory listings in between.
 * A state that was seen before is not walked through again; listings and records make up a state
 * together with what each process has been told since it last started over.
 */
export type Setup = {
  readonly processes: number;
  /** How many processes may die, each at any of its steps. */
  readonly crashes?: number;
  /** How many times a lease may end although the owner lives on: it was suspended. */
  readonly expiries?: number;
  /** A listing is not one step: what comes or goes meanwhile may be in it or not. */
  readonly tornLists?: boolean;
  /** What lies in the directory before: a lock that somebody released once. Default: nothing yet. */
  readonly usedBefore?: boolean;
  /** A broken variant, to see that the model would notice. */
  readonly mutate?: (generations: Generations) => Generations;
};

export type Verdict = {
  readonly states: number;
  readonly steps: number;
  /** States with two living owners inside, no lease having ended. */
  readonly overlaps: number;
  /** Writes by an owner whose record was no longer the highest. */
  readonly lateWrites: number;
  /** Those of them by an owner whose lease had not ended after its last look. */
  readonly unexplainedWrites: number;
  /** States from which nobody can ever finish. */
  readonly stuck: number;
};

type Record_ = { readonly owner: number; readonly released: boolean; readonly expired: boolean };
type Scan = { readonly throughout: Set<number>; readonly ever: Set<number> };
type Choice = {
  readonly kind: 'step' | 'crash' | 'expire';
  readonly process: number;
  readonly variant: number;
};
type Pending = {
  readonly label: string;
  readonly variants: () => number;
  readonly go: (variant: number) => void;
};

class Process {
  told: string[] = [];
  pending: Pending | undefined;
  mine: number | undefined;
  ended = false;
  crashed = false;
  /** The lease of its newest record has ended, as its own clock tells it too. */
  leaseOver = false;
  /** It ended after it last asked whether it still holds the lock. */
  expiredSinceLook = false;
  scan: Scan | undefined;
}

class World {
  readonly records = new Map<number, Record_>();
  readonly processes: readonly Process[];
  crashes = 0;
  expiries = 0;
  /** What the last step was, if it was a write that came too late. */
  late: 'explained' | 'unexplained' | undefined;
  readonly setup: Setup;

  constructor(setup: Setup) {
    this.setup = setup;
    if (setup.usedBefore) this.records.set(3, { owner: -1, released: true, expired: false });
    this.processes = Array.from({ length: setup.processes }, () => new Process());
    for (const [index, process] of this.processes.entries()) void this.live(process, index);
  }

  choices(): Choice[] {
    const { crashes = 0, expiries = 0 } = this.setup;
    return this.processes.flatMap((process, index) => {
      const { pending, ended, crashed } = process;
      if (ended || crashed || pending === undefined) return [];
      const found: Choice[] = [];
      for (let variant = 0; variant < pending.variants(); variant += 1) {
        found.push({ kind: 'step', process: index, variant });
      }
      if (this.crashes < crashes) found.push({ kind: 'crash', process: index, variant: 0 });
      if (this.expiries < expiries && this.recordOf(index) !== undefined) {
        found.push({ kind: 'expire', process: index, variant: 0 });
      }
      return found;
    });
  }

  async take({ kind, process: index, variant }: Choice): Promise<void> {
    const process = this.processes[index] as Process;
    this.late = undefined;
    if (kind === 'crash') {
      process.crashed = true;
      this.crashes += 1;
      return;
    }
    if (kind === 'expire') {
      const [number, record] = this.recordOf(index) as [number, Record_];
      this.records.set(number, { ...record, expired: true });
      process.leaseOver = true;
      process.expiredSinceLook = true;
      this.expiries += 1;
      return;
    }
    const { pending } = process;
    process.pending = undefined;
    pending?.go(variant);
    while (process.pending === undefined && !process.ended) await null;
  }

  overlaps(): boolean {
    const inside = this.processes.filter(
      ({ mine, ended, crashed }) => mine !== undefined && !ended && !crashed,
    );
    return this.expiries === 0 && inside.length > 1;
  }

  /** The state under every naming of the processes, the smallest of which stands for all. */
  key(): string {
    return permutations(this.processes.length)
      .map((order) => this.keyIn(order))
      .reduce((least, each) => (each < least ? each : least));
  }

  private keyIn(order: readonly number[]): string {
    const name = (owner: number) => order.indexOf(owner);
    const records = [...this.records]
      .sort(([one], [other]) => one - other)
      .map(([n, { owner, released, expired }]) =>
        released ? `${n}r` : `${n}o${name(owner)}${expired ? 'x' : ''}`,
      );
    const processes = order.map((index) => {
      const { told, mine, ended, crashed, leaseOver, expiredSinceLook, scan, pending } = this
        .processes[index] as Process;
      if (ended) return 'end';
      if (crashed) return 'dead';
      const listing = scan === undefined ? '' : `${[...scan.throughout]}~${[...scan.ever].sort()}`;
      return `${told.join(',')}:${mine ?? ''}:${leaseOver}${expiredSinceLook}:${listing}:${pending?.label}`;
    });
    return `${records}|${processes.join('|')}|${this.crashes}|${this.expiries}`;
  }

  private recordOf(index: number): [number, Record_] | undefined {
    return [...this.records].find(
      ([, { owner, released, expired }]) => owner === index && !released && !expired,
    );
  }

  private highest(): number {
    return Math.max(0, ...this.records.keys());
  }

  private step<Value>(process: Process, label: string, effect: () => Value): Promise<Value> {
    return this.choose(process, label, () => [effect]);
  }

  /** One step with as many outcomes as `effects` has. */
  private choose<Value>(
    process: Process,
    label: string,
    effects: () => readonly (() => Value)[],
  ): Promise<Value> {
    return new Promise((resolve) => {
      process.pending = {
        label,
        variants: () => effects().length,
        go: (variant) => {
          const value = (effects()[variant] as () => Value)();
          process.told.push(`${label}=${String(value)}`);
          resolve(value);
        },
      };
    });
  }

  private async live(process: Process, index: number): Promise<void> {
    const generations = this.generationsOf(process, index);
    for (;;) {
      const attempt = await tryToTake(generations);
      if ('mine' in attempt) {
        process.told = [];
        process.mine = attempt.mine;
        break;
      }
      await this.step(process, 'pause', () => undefined);
      process.told = [];
    }
    const { mine } = process;
    if (await this.look(process, generations, mine)) {
      await this.step(process, 'write', () => this.write(process, mine));
    }
    if (await isHighest(generations, mine)) {
      await this.step(process, 'release', () => {
        this.records.set(mine, { owner: index, released: true, expired: false });
        for (const { scan } of this.processes) scan?.ever.add(mine);
      });
    }
    process.ended = true;
  }

  /** As `stillHeld` does: whether the record is the highest, then whether the lease has time left. */
  private async look(process: Process, generations: Generations, mine: number): Promise<boolean> {
    if (!(await isHighest(generations, mine))) return false;
    return this.step(process, 'lease', () => {
      process.expiredSinceLook = false;
      return !process.leaseOver;
    });
  }

  private write(process: Process, mine: number): void {
    if (this.highest() === mine) return;
    this.late = process.expiredSinceLook ? 'explained' : 'unexplained';
  }

  private generationsOf(process: Process, index: number): Generations {
    const own: Generations = {
      list: () => (this.setup.tornLists ? this.tornList(process) : this.list(process)),
      holder: (number) =>
        this.step(process, `holder${number}`, () => {
          const record = this.records.get(number);
          if (record === undefined) return 'gone';
          const { released, expired, owner } = record;
          const dead = this.processes[owner]?.crashed === true;
          return released || expired || dead ? undefined : 'held';
        }),
      publish: (number) =>
        this.step(process, `publish${number}`, () => {
          if (this.records.has(number)) return false;
          this.records.set(number, { owner: index, released: false, expired: false });
          process.leaseOver = false;
          for (const { scan } of this.processes) scan?.ever.add(number);
          return true;
        }),
      remove: (number) =>
        this.step(process, `remove${number}`, () => {
          this.records.delete(number);
          for (const { scan } of this.processes) scan?.throughout.delete(number);
        }),
    };
    return this.setup.mutate?.(own) ?? own;
  }

  private list(process: Process): Promise<readonly number[]> {
    return this.step(process, 'list', () => [...this.records.keys()]);
  }

  private async tornList(process: Process): Promise<readonly number[]> {
    await this.step(process, 'open', () => {
      const there = [...this.records.keys()];
      process.scan = { throughout: new Set(there), ever: new Set(there) };
    });
    return this.choose(process, 'list', () => {
      const { throughout, ever } = process.scan as Scan;
      const unsure = [...ever].filter((number) => !throughout.has(number));
      return subsets(unsure).map((some) => () => {
        process.scan = undefined;
        return [...throughout, ...some].sort();
      });
    });
  }
}

/** Walks through everything that can happen. */
export async function explore(setup: Setup): Promise<Verdict> {
  const next = new Map<string, readonly string[]>();
  const terminal = new Set<string>();
  const found = { overlaps: 0, lateWrites: 0, unexplainedWrites: 0 };
  let steps = 0;
  const first = await replay(setup, []);
  const todo: { readonly path: readonly Choice[]; readonly key: string }[] = [
    { path: [], key: first.key() },
  ];
  next.set(first.key(), []);
  for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
    const after: string[] = [];
    for (const choice of (await replay(setup, state.path)).choices()) {
      const path = [...state.path, choice];
      const world = await replay(setup, path);
      const key = world.key();
      steps += 1;
      after.push(key);
      if (world.late !== undefined) found.lateWrites += 1;
      if (world.late === 'unexplained') found.unexplainedWrites += 1;
      if (next.has(key)) continue;
      next.set(key, []);
      if (world.overlaps()) found.overlaps += 1;
      if (world.choices().length === 0) terminal.add(key);
      todo.push({ path, key });
    }
    next.set(state.key, after);
  }
  return { states: next.size, steps, ...found, stuck: next.size - reaching(next, terminal) };
}

async function replay(setup: Setup, path: readonly Choice[]): Promise<World> {
  const world = new World(setup);
  for (const choice of path) await world.take(choice);
  return world;
}

/** How many states lead to one of `ends`. */
function reaching(next: ReadonlyMap<string, readonly string[]>, ends: ReadonlySet<string>): number {
  const before = new Map<string, string[]>();
  for (const [key, after] of next) {
    for (const each of after) before.set(each, [...(before.get(each) ?? []), key]);
  }
  const good = new Set(ends);
  const todo = [...ends];
  for (let key = todo.pop(); key !== undefined; key = todo.pop()) {
    for (const each of before.get(key) ?? []) {
      if (good.has(each)) continue;
      good.add(each);
      todo.push(each);
    }
  }
  return good.size;
}

function subsets(numbers: readonly number[]): readonly (readonly number[])[] {
  return numbers.reduce<readonly (readonly number[])[]>(
    (all, number) => [...all, ...all.map((some) => [...some, number])],
    [[]],
  );
}

const orders = new Map<number, readonly (readonly number[])[]>();

function permutations(count: number): readonly (readonly number[])[] {
  const known = orders.get(count);
  if (known !== undefined) return known;
  const shorter = count <= 1 ? [[]] : permutations(count - 1);
  const all = shorter.flatMap((order) =>
    Array.from({ length: count }, (_, at) => [
      ...order.slice(0, at),
      count - 1,
      ...order.slice(at),
    ]),
  );
  const result = count === 0 ? [[]] : all;
  orders.set(count, result);
  return result;
}
