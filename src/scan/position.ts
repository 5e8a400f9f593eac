export type Position = { readonly line: number; readonly column: number };

/** Turns places in a text, in UTF-16 units from its start, into lines and columns that count from 1. */
export function positionsIn(text: string, first: Position): (at: number) => Position {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (at) => {
    const index = lastAtMost(starts, at);
    const column = at - (starts[index] ?? 0) + 1;
    return {
      line: first.line + index,
      column: index === 0 ? first.column + column - 1 : column,
    };
  };
}

/** The index of the last of some ascending numbers, of which the first is 0, that is not above `limit`. */
function lastAtMost(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
