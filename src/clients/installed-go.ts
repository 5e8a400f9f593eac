import type { Installed, InstalledMachine } from './installed-files.js';
import { matching, nearest } from './installed-files.js';

/** The module as `go.mod` requires it: from 2.0.0 on, its path ends in the major version. */
export function goModule(machine: InstalledMachine): Promise<Installed | undefined> {
  const read = matching(
    /^\s*(?:require\s+)?github\.com\/anthropics\/anthropic-sdk-go(?:\/v\d+)?\s+v(\S+)/m,
  );
  return nearest(machine, [{ path: ['go.mod'], how: 'pinned', read }]);
}
