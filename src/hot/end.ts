/**
 * Without Node's farewell, which costs a thirtieth of a bare start: nothing is left to be said or waited
 * for. No document promises this function, so where it is gone the process ends by itself.
 */
export function end(exitCode: number): void {
  process.exitCode = exitCode;
  if ('reallyExit' in process && typeof process.reallyExit === 'function') {
    process.reallyExit(exitCode);
  }
}
