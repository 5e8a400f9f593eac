const UNITS = [
  [3600, 'hour'],
  [60, 'minute'],
] as const;

/** A length of time as people say it, in the largest unit that needs no fraction: `5 minutes`, `90 seconds`. */
export function inWords(seconds: number): string {
  const [size, unit] = UNITS.find(([each]) => seconds > 0 && seconds % each === 0) ?? [1, 'second'];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
