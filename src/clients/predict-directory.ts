import type { DirectoryFact } from './facts.js';
import { isThere, type Look } from './read-variable.js';

/** The one directory in which this client looks for profiles; `undefined` where it has none. */
export function chooseDirectory(look: Look): DirectoryFact | undefined {
  const { facts, behaviour } = look;
  const { order, onWindows } = behaviour.directory;
  const windows = facts.platform === 'win32';
  const foreign = windows ? 'XDG_CONFIG_HOME' : 'APPDATA';
  const by = order.find((each) => each !== foreign && (each === 'HOME' || isThere(look, each)));
  if (windows && onWindows === 'elsewhere' && by !== 'ANTHROPIC_CONFIG_DIR') return undefined;
  return facts.directories.find((each) => each.by === by);
}
