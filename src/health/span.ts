const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
] as const;

/** A length of time in its largest unit: `3 d`, `14 min`, `40 s`. */
export function span(seconds: number): string {
  const whole = Math.abs(Math.round(seconds));
  const [size, name] = UNITS.find(([unit]) => whole >= unit) ?? [1, 's'];
  return `${Math.floor(whole / size)} ${name}`;
}
