import type { Check } from './check.js';
import { broken, type Finding, note, ok, words } from './finding.js';
import { epochOf } from './http-date.js';

/** The oldest that `ant` runs on. */
const OLDEST = { major: 20, minor: 19 };

/** The day after which a line of Node gets no more fixes, by major version (nodejs.org, Releases). */
const ENDS: Readonly<Record<number, number>> = {
  20: epochOf(2026, 4, 30),
  21: epochOf(2024, 6, 1),
  22: epochOf(2027, 4, 30),
  23: epochOf(2025, 6, 1),
  24: epochOf(2028, 4, 30),
  25: epochOf(2026, 6, 1),
  26: epochOf(2029, 4, 30),
};

/** `ant`'s own version, and whether Node is one that it runs on and that still gets fixes. */
export const nodeVersion: Check = {
  id: 'node-version',
  group: 'program',
  title: 'versions',
  look: async ({ checkup, version, now }) => {
    return [judge(checkup.nodeVersion, now(), `ant ${version} on Node ${checkup.nodeVersion}`)];
  },
};

function judge(text: string, now: number, said: string): Finding {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  const newer = words('install a newer Node');
  if (major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)) {
    return broken(`${said}, and ant needs ${OLDEST.major}.${OLDEST.minor} or newer`, newer);
  }
  const end = ENDS[major];
  if (end === undefined || now <= end) return ok(said);
  return note(`${said}, which gets no more security fixes`, newer);
}
