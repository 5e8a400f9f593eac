import type { DirectoryFact } from './facts.js';
import { isThere, type Look } from './read-variable.js';

/** The one directory in which this client looks for profiles; `undefined` where it has none. */
export function chooseDirectory(look: Look): DirectoryFact | undefined {
  const { facts, behaviour } = look;
  const elsewhere = facts.platform === 'win32' ? 'XDG_CONFIG_HOME' : 'APPDATA';
  const by = behaviour.directory.order.find(
    (each) => each !== elsewhere && (each === 'HOME' || isThere(look, each)),
  );
  return facts.directories.find((each) => each.by === by);
}
