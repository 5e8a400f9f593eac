import type { Installed, InstalledMachine } from './installed-files.js';
import { matching, nearest } from './installed-files.js';

/** The gem as `Gemfile.lock` holds it. */
export function gem(machine: InstalledMachine): Promise<Installed | undefined> {
  const read = matching(/^ {4}anthropic \(([^)]+)\)/m);
  return nearest(machine, [{ path: ['Gemfile.lock'], how: 'pinned', read }]);
}
