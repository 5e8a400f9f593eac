import type { Behaviour } from './behaviour.js';
import type { Facts, VariableFact } from './facts.js';

/** A machine, and the client that looks at it. */
export type Look = { readonly facts: Facts; readonly behaviour: Behaviour };

/** What a client makes of a variable. `empty`: it is empty and counts as set all the same. */
export type Seen =
  | { readonly state: 'absent' | 'empty' }
  | { readonly state: 'set'; readonly value: string };

/** `value` is the empty text for a secret. */
export function see({ facts, behaviour }: Look, name: string): Seen {
  const fact = facts.env[name];
  if (fact === undefined) return { state: 'absent' };
  if (isEmpty(behaviour, name, fact.state)) {
    return { state: behaviour.emptyCounts.includes(name) ? 'empty' : 'absent' };
  }
  const value = fact.state === 'blank' ? ' ' : (fact.value ?? '');
  return { state: 'set', value: behaviour.trims ? value.trim() : value };
}

function isEmpty(
  { trims, blankCounts = [] }: Behaviour,
  name: string,
  state: VariableFact['state'],
): boolean {
  if (state === 'blank') return trims && !blankCounts.includes(name);
  return state === 'empty';
}

/** Whether a variable counts as set, be it empty. */
export const isThere = (look: Look, name: string): boolean => see(look, name).state !== 'absent';

/** Its value, where there is one to speak of. */
export function textOf(look: Look, name: string): string | undefined {
  const seen = see(look, name);
  return seen.state === 'set' && seen.value !== '' ? seen.value : undefined;
}
