import type { JsonObject } from '../json.js';
import type { Problem } from './problem.js';

/** Seconds of clock difference the platform forgives, on `exp`, `nbf` and `iat` alike. */
const LEEWAY = 30;

/** What is wrong with the claims every identity token must have, at `now` (epoch seconds). */
export function claimProblems(claims: JsonObject, now: number): readonly Problem[] {
  return [
    ...['iss', 'sub'].flatMap((name) => textProblems(claims, name)),
    ...['iat', 'exp'].flatMap((name) => (claims[name] === undefined ? [missing(name)] : [])),
    ...['iat', 'exp', 'nbf'].flatMap((name) => numberProblems(claims, name)),
    ...timeProblems(claims, now),
  ];
}

function textProblems(claims: JsonObject, name: string): readonly Problem[] {
  const value = claims[name];
  if (value === undefined || value === '') return [missing(name)];
  return typeof value === 'string' ? [] : [wrongType(name, 'text')];
}

function numberProblems(claims: JsonObject, name: string): readonly Problem[] {
  const value = claims[name];
  return value === undefined || isTime(value) ? [] : [wrongType(name, 'seconds since 1970')];
}

function missing(name: string): Problem {
  return {
    code: 'missing_claim',
    message: `it has no ${name} claim`,
    hint: `make its issuer set ${name}`,
  };
}

function wrongType(name: string, expected: string): Problem {
  return { code: 'bad_claim', message: `its ${name} claim is not ${expected}` };
}

function timeProblems({ iat, exp, nbf }: JsonObject, now: number): readonly Problem[] {
  const found: Problem[] = [];
  if (isTime(exp) && now >= exp + LEEWAY) {
    const hint = 'get a fresh one; if it is fresh, this machine’s clock is ahead';
    found.push({ code: 'expired', message: `it expired ${span(now - exp)} ago`, hint });
  }
  if (isTime(iat) && iat > now + LEEWAY) {
    found.push({ code: 'issued_in_future', ...ahead('it was issued', iat - now) });
  }
  if (isTime(nbf) && nbf > now + LEEWAY) {
    found.push({ code: 'not_yet_valid', ...ahead('it is not valid until', nbf - now) });
  }
  return found;
}

function ahead(what: string, seconds: number): Pick<Problem, 'message' | 'hint'> {
  return {
    message: `${what} ${span(seconds)} in the future by this machine’s clock`,
    hint: 'set the clock of this machine, or of the issuer, whichever is wrong',
  };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Always with the seconds, which is what one compares with a clock. */
function span(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} seconds`;
  if (whole < 7200) return `${Math.round(whole / 60)} minutes (${whole} seconds)`;
  return `${Math.round(whole / 3600)} hours (${whole} seconds)`;
}
