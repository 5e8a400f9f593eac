import { AntError } from '../errors.js';
import { shellWord } from '../store/file-safety.js';
import type { Check } from './check.js';
import { command, note, ok } from './finding.js';
import { caught } from './scene.js';
import { below } from './spots.js';

/** Credentials files that nobody could read and that a later login moved out of its way. */
export const setAside: Check = {
  id: 'set-aside',
  group: 'files',
  title: 'set aside',
  look: async (host, { configDir }) => {
    const directory = below(host, configDir ?? '', 'credentials');
    const names = configDir === undefined ? [] : await caught(() => host.files.list(directory));
    const copies =
      names instanceof AntError ? [] : names.filter((name) => /\.corrupt-\d{1,9}$/.test(name));
    if (copies.length === 0) return [ok('no unreadable login was set aside')];
    return copies.map((name) => {
      const path = below(host, directory, name);
      return note(
        `${path} could not be read and was set aside; it may hold a token`,
        command(`rm ${shellWord(path)}`),
      );
    });
  },
};
