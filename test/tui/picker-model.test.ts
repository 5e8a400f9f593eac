import { describe, expect, it } from 'vitest';
import { type Move, move, visibleRows } from '../../src/tui/picker-model.js';

const choices = ['a', 'b', 'c', 'd', 'e'].map((value) => ({ value }));

describe('moving in a list', () => {
  it.each<[number, Move, number]>([
    [0, 'down', 1],
    [4, 'down', 0],
    [0, 'up', 4],
    [3, 'up', 2],
    [3, 'first', 0],
    [1, 'last', 4],
  ])('from %i %s leads to %i', (at, how, to) => {
    expect(move({ choices, at }, how).at).toBe(to);
  });

  it('an empty list has nowhere to go', () => {
    for (const how of ['up', 'down', 'first', 'last'] as const) {
      expect(move({ choices: [], at: 0 }, how).at).toBe(0);
    }
  });
});

describe('the rows in view', () => {
  it.each([
    [0, 3, '>abc'],
    [2, 3, 'b>cd'],
    [4, 3, 'cd>e'],
    [2, 9, 'ab>cde'],
  ])('at %i with room for %i are %s', (at, height, expected) => {
    const rows = visibleRows({ choices, at }, height);
    expect(rows.map(({ value, here }) => (here ? `>${value}` : value)).join('')).toBe(expected);
  });
});
