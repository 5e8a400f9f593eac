/** Every choice of some, all or none of them. */
export function subsets(numbers: readonly number[]): readonly (readonly number[])[] {
  const [first, ...rest] = numbers;
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((some) => [some, [first, ...some]]);
}

/** Every order of the numbers from 0 to `count - 1`. */
export function permutations(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((order) =>
    Array.from({ length: count }, (_, at) => [
      ...order.slice(0, at),
      count - 1,
      ...order.slice(at),
    ]),
  );
}
