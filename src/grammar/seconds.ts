const UNITS = { s: 1, m: 60, h: 3600 } as const;

/** `90`, `90s`, `5m` or `2h` as whole seconds; `undefined` for anything else. */
export function readSeconds(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,9})([smh]?)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * UNITS[unit === 'm' || unit === 'h' ? unit : 's'];
}
