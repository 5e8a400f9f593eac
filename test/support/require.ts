import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Whether this machine can run tests that need a Debian package. Where it cannot, a line names the
 * package and the tests are skipped; with ANT_TEST_REQUIRE_ALL=1 (as in CI) that is a failure instead.
 *
 *     describe.runIf(needs('chromium', () => onPath('chromium')))('a real browser', …)
 */
export function needs(packageName: string, probe: () => boolean): boolean {
  if (probe()) return true;
  const line = `these tests need the Debian package ${packageName}`;
  if (process.env.ANT_TEST_REQUIRE_ALL === '1') throw new Error(line);
  process.stderr.write(`skipped: ${line}\n`);
  return false;
}

/** Whether a program of that name can be started. */
export function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
