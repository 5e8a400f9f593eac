import { describe, expect, test } from 'vitest';
import type { Generations } from '../../src/lock/generation.js';
import { explore, type Setup } from './model.js';

/** Nobody overlaps, nothing is written late, and from everywhere somebody gets done. */
const RIGHT = { overlaps: 0, lateWrites: 0, unexplainedWrites: 0, stuck: 0 };

describe('in every order in which steps can happen, never two owners at a time', () => {
  test.each<[string, Setup, number]>([
    ['two processes, a directory never used', { processes: 2 }, 40],
    ['three processes, a directory never used', { processes: 3 }, 200],
    ['three processes', { processes: 3, usedBefore: true }, 500],
    ['three, each of which may die at any step', { processes: 3, crashes: 3 }, 600],
    ['the same, used before', { processes: 3, crashes: 3, usedBefore: true }, 1000],
    ['four, one of which may die', { processes: 4, crashes: 1, usedBefore: true }, 10_000],
  ])('%s', async (_story, setup, atLeast) => {
    const verdict = await explore(setup);
    expect(verdict).toMatchObject(RIGHT);
    expect(verdict.states).toBeGreaterThan(atLeast);
  });
});

test.each<[string, Setup]>([
  ['two processes, two suspensions, two deaths', { processes: 2, crashes: 2, expiries: 2 }],
  ['three, one suspended past its lease', { processes: 3, expiries: 1, usedBefore: true }],
])(
  'E37: with %s, a write is late only where the lease ended between the last look and the write',
  async (_story, setup) => {
    const verdict = await explore(setup);
    // What no advisory lock can close; here it is seen, so the model can see it.
    expect(verdict.lateWrites).toBeGreaterThan(0);
    expect(verdict.unexplainedWrites).toBe(0);
    expect(verdict.stuck).toBe(0);
  },
);

test('a listing torn by another’s whole turn lets a second owner in, and still no late write', async () => {
  const torn = { processes: 3, tornLists: true, usedBefore: true };
  const verdict = await explore(torn);
  expect(verdict.overlaps).toBeGreaterThan(0);
  expect(verdict).toMatchObject({ lateWrites: 0, stuck: 0 });
});

describe('each part of the algorithm is needed: without it, the model finds the fault', () => {
  test('without the second look, a late breaker gets in', async () => {
    const mutate = (generations: Generations): Generations => {
      let mine = 0;
      return {
        ...generations,
        publish: async (number) => {
          const made = await generations.publish(number);
          mine = made ? number : 0;
          return made;
        },
        list: async () => {
          const [limit, numbers] = [mine || Infinity, await generations.list()];
          mine = 0;
          return numbers.filter((number) => number <= limit);
        },
      };
    };
    expect((await explore({ processes: 3, usedBefore: true, mutate })).overlaps).toBeGreaterThan(0);
  });

  test('when a dead owner’s record is deleted to break the lock, two get in', async () => {
    const mutate = (generations: Generations): Generations => ({
      ...generations,
      holder: async (number) => {
        const holder = await generations.holder(number);
        if (holder === undefined) await generations.remove(number);
        return holder;
      },
    });
    const verdict = await explore({ processes: 3, crashes: 1, mutate });
    expect(verdict.overlaps + verdict.lateWrites).toBeGreaterThan(0);
  });

  test('when what has come too late stays there, nobody else ever gets in', async () => {
    const mutate = (generations: Generations): Generations => ({
      ...generations,
      holder: async (number) => (await generations.holder(number)) ?? 'nobody breaks a lock',
    });
    const verdict = await explore({ processes: 2, crashes: 1, mutate });
    expect(verdict.stuck).toBeGreaterThan(0);
  });
});
