/** An instant (epoch seconds) as people read it, in UTC so that two machines say the same. */
export function instant(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  // Beyond the calendar: a file may hold any number.
  if (Number.isNaN(date.getTime())) return 'the end of time';
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A length of time in its two largest units: `7 h 59 min`, `4 min 10 s`, `3 d`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const units = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor((whole % 86_400) / 3_600), 'h'],
    [Math.floor((whole % 3_600) / 60), 'min'],
    [whole % 60, 's'],
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  if (first === -1) return '0 s';
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** When a token ends, relative and absolute: `2026-11-22 20:00 UTC (in 7 h 59 min)`. */
export function ending(expiresAt: number | undefined, now: number): string {
  if (expiresAt === undefined) return 'never expires';
  const left = expiresAt - now;
  const relative = left > 0 ? `in ${duration(left)}` : `${duration(-left)} ago`;
  return `${left > 0 ? 'until' : 'expired'} ${instant(expiresAt)} (${relative})`;
}
