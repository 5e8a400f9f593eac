/** One thing to pick, and what is said beside it. */
export type Choice = { readonly value: string; readonly note?: string };

export type Picker = { readonly choices: readonly Choice[]; readonly at: number };

/** What a key means here. */
export type Move = 'up' | 'down' | 'first' | 'last';

/** Going past an end comes back at the other. */
export function move({ choices, at }: Picker, how: Move): Picker {
  const last = Math.max(0, choices.length - 1);
  const to = { up: at === 0 ? last : at - 1, down: at === last ? 0 : at + 1, first: 0, last };
  return { choices, at: to[how] };
}

export type Row = Choice & { readonly here: boolean };

/** The rows in view: at most `height`, with the current one as near to the middle as the ends allow. */
export function visibleRows({ choices, at }: Picker, height: number): readonly Row[] {
  const start = Math.max(0, Math.min(at - Math.floor(height / 2), choices.length - height));
  return choices
    .map((choice, index) => ({ ...choice, here: index === at }))
    .slice(start, start + height);
}
