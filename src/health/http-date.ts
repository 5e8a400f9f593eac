const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FORM = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;

/**
 * The instant that a `Date` header names, in epoch seconds; `undefined` when it is not of the one form that
 * servers may send (RFC 9110, section 5.6.7).
 */
export function readHttpDate(text: string): number | undefined {
  const [, day, name = '', year, hours, minutes, seconds] = FORM.exec(text.trim()) ?? [];
  const month = MONTHS.indexOf(name) + 1;
  if (month === 0) return undefined;
  const midnight = epochOf(Number(year), month, Number(day));
  return midnight + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Midnight of a day in epoch seconds. Years are counted from March, so that a leap day is their last. */
export function epochOf(year: number, month: number, day: number): number {
  const march = (month + 9) % 12;
  const years = month > 2 ? year : year - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  const dayOfYear = Math.floor((153 * march + 2) / 5) + day - 1;
  return (years * 365 + leapDays + dayOfYear - DAYS_BEFORE_1970) * 86_400;
}

/** From 1 March of the year 0 to 1 January 1970. */
const DAYS_BEFORE_1970 = 719_468;
