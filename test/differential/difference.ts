import type { State } from './states.js';

/** A state in which two answers differ. */
export type Difference = {
  readonly state: string;
  readonly expected: string | undefined;
  readonly found: string | undefined;
  /** What the real client said. */
  readonly said?: string | undefined;
};

/** The states in which what was found is not what was expected. */
export function differences(
  states: readonly State[],
  look: (state: State, index: number) => Omit<Difference, 'state'>,
): readonly Difference[] {
  return states
    .map((state, index) => ({ state: state.id, ...look(state, index) }))
    .filter(({ expected, found }) => expected !== found);
}

const SHOWN = 20;

/** The first of them and how many more there are: thousands of lines help nobody. */
export function shown(all: readonly Difference[]): readonly (Difference | string)[] {
  if (all.length <= SHOWN) return all;
  return [...all.slice(0, SHOWN), `and ${all.length - SHOWN} more`];
}
