import type { Check } from './check.js';
import { note, ok, skipped, words } from './finding.js';

/** Which program the word `ant` starts: the official Anthropic CLI has that name, too. */
export const otherAnt: Check = {
  id: 'other-ant',
  group: 'program',
  title: 'PATH',
  look: async ({ checkup, platform }) => {
    if (platform === 'win32') return [skipped('not looked for on Windows')];
    const [first] = await checkup.programs('ant');
    if (first === undefined) return [note('no program called ant is on PATH')];
    if (first.ours) return [ok(`ant is this program (${first.path})`)];
    return [
      note(
        `${first.path} is first on PATH and is another program than this one`,
        words('call this one as ant-auth, or put its directory first in PATH'),
      ),
    ];
  },
};
