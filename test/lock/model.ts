import type { Generations } from '../../src/lock/generation.js';
import { permutations } from './model-orders.js';
import { Process } from './model-process.js';
import { Records } from './model-records.js';

/**
 * A model checker for the generation lock. It runs the product's own algorithm in a world where every
 * primitive is one step, and walks through every order in which the steps of several processes can
 * happen, with deaths, ended leases and (on request) torn listings in between. A state is the directory
 * and what each process has been told since it last started over; one seen before is not walked again.
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
  /** States with two living owners inside, no lease having ended. */
  readonly overlaps: number;
  /** Writes by an owner whose record was no longer the highest. */
  readonly lateWrites: number;
  /** Those of them by an owner whose lease had not ended after its last look. */
  readonly unexplainedWrites: number;
  /** States from which nobody can ever finish. */
  readonly stuck: number;
};

type Choice = {
  readonly kind: 'step' | 'crash' | 'expire';
  readonly process: number;
  readonly variant: number;
};

const ORDERS = [0, 1, 2, 3, 4].map(permutations);

class World {
  readonly #setup: Setup;
  readonly #records = new Records();
  readonly #processes: readonly Process[];
  readonly #orders: readonly (readonly number[])[];
  #crashes = 0;
  #expiries = 0;

  constructor(setup: Setup) {
    this.#setup = setup;
    this.#orders = ORDERS[setup.processes] ?? [];
    if (setup.usedBefore) this.#records.leaveReleased(3);
    const around = {
      records: this.#records,
      isDead: (owner: number) => this.#processes[owner]?.crashed === true,
      tornLists: setup.tornLists === true,
      mutate: setup.mutate ?? ((generations: Generations) => generations),
    };
    this.#processes = Array.from(
      { length: setup.processes },
      (_, index) => new Process(index, around),
    );
  }

  choices(): readonly Choice[] {
    const { crashes = 0, expiries = 0 } = this.#setup;
    return this.#processes.flatMap(({ pending, ended, crashed }, process) => {
      if (ended || crashed || pending === undefined) return [];
      const mayExpire = this.#expiries < expiries && this.#records.hasLease(process);
      return [
        ...pending.outcomes().map((_, variant) => ({ kind: 'step', process, variant }) as const),
        ...(this.#crashes < crashes ? [{ kind: 'crash', process, variant: 0 } as const] : []),
        ...(mayExpire ? [{ kind: 'expire', process, variant: 0 } as const] : []),
      ];
    });
  }

  async take({ kind, process: index, variant }: Choice): Promise<void> {
    const process = this.#processes[index];
    if (process === undefined) return;
    if (kind === 'step') return process.step(variant);
    if (kind === 'crash') {
      process.crashed = true;
      this.#crashes += 1;
      return;
    }
    process.endLease();
    this.#expiries += 1;
  }

  late(choice: Choice): Process['late'] {
    return choice.kind === 'step' ? this.#processes[choice.process]?.late : undefined;
  }

  overlaps(): boolean {
    return this.#expiries === 0 && this.#processes.filter(({ isInside }) => isInside).length > 1;
  }

  /** The state under every naming of the processes, the smallest of which stands for all. */
  key(): string {
    const keys = this.#orders.map((order) => {
      const records = this.#records.spell((owner) => order.indexOf(owner));
      const processes = order.map((index) => this.#processes[index]?.spell());
      return [records, ...processes, this.#crashes, this.#expiries].join('|');
    });
    return keys.reduce((least, key) => (key < least ? key : least));
  }
}

/** Walks through everything that can happen. */
export async function explore(setup: Setup): Promise<Verdict> {
  const after = new Map<string, readonly string[]>();
  const found = { overlaps: 0, lateWrites: 0, unexplainedWrites: 0 };
  const todo: State[] = [];
  const meet = (world: World, path: readonly Choice[]): string => {
    const key = world.key();
    if (after.has(key)) return key;
    after.set(key, []);
    found.overlaps += world.overlaps() ? 1 : 0;
    todo.push({ key, path, choices: world.choices() });
    return key;
  };
  meet(new World(setup), []);
  for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
    const next: string[] = [];
    for (const choice of state.choices) {
      const path = [...state.path, choice];
      const world = await replay(setup, path);
      next.push(meet(world, path));
      const late = world.late(choice);
      found.lateWrites += Number(late !== undefined);
      found.unexplainedWrites += Number(late === 'unexplained');
    }
    after.set(state.key, next);
  }
  return { states: after.size, ...found, stuck: stuckIn(after) };
}

/** A state, the first way that led to it, and what can happen next. */
type State = {
  readonly key: string;
  readonly path: readonly Choice[];
  readonly choices: readonly Choice[];
};

async function replay(setup: Setup, path: readonly Choice[]): Promise<World> {
  const world = new World(setup);
  for (const choice of path) await world.take(choice);
  return world;
}

/** How many states do not lead to one that has nothing after it. */
function stuckIn(after: ReadonlyMap<string, readonly string[]>): number {
  const before = new Map<string, string[]>();
  for (const [key, next] of after) {
    for (const each of next) before.set(each, [...(before.get(each) ?? []), key]);
  }
  const ends = [...after].filter(([, next]) => next.length === 0).map(([key]) => key);
  const good = new Set(ends);
  const todo = [...ends];
  for (let key = todo.pop(); key !== undefined; key = todo.pop()) {
    const news = (before.get(key) ?? []).filter((each) => !good.has(each));
    for (const each of news) good.add(each);
    todo.push(...news);
  }
  return after.size - good.size;
}
