import { shellWord } from '../store/file-safety.js';
import type { Check } from './check.js';
import { command, ok, warning } from './finding.js';

/** Private directories of `ant exec` processes that were killed: each holds an access token. */
export const execDirectories: Check = {
  id: 'exec-directories',
  group: 'files',
  title: 'exec',
  look: async ({ checkup }) => {
    const dead = await checkup.deadDirectories();
    if (dead.length === 0) return [ok('no killed ant exec left its token behind')];
    return dead.map((path) =>
      warning(
        `${path} was left by an ant exec that was killed, with an access token in it`,
        command(`rm -r ${shellWord(path)}`, { kind: 'remove-exec-directory', path }),
      ),
    );
  },
};
