import { isObject, readJsonObject, readString } from '../json.js';
import { ancestors } from './ancestors.js';
import { namesIn } from './gather-files.js';
import type { Installed, InstalledMachine } from './installed-files.js';
import { matching, type Place, readPlace } from './installed-files.js';

/** The package as a lock or project file asks for it. */
export async function dotnetPackage(machine: InstalledMachine): Promise<Installed | undefined> {
  for (const directory of ancestors(machine.cwd)) {
    for (const place of await placesIn(machine, directory)) {
      const found = await readPlace(machine, directory, place);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

async function placesIn(machine: InstalledMachine, directory: string): Promise<readonly Place[]> {
  const names = await namesIn(machine, directory);
  const projects = names.filter((name) => /\.(cs|fs|vb)proj$/.test(name));
  return [
    { path: ['packages.lock.json'], how: 'pinned', read: lockedVersion },
    ...[...projects, 'Directory.Packages.props'].map((name) => ({
      path: [name],
      how: 'pinned' as const,
      read: matching(/<Package(?:Reference|Version)\s+Include="Anthropic"\s+Version="([^"]+)"/i),
    })),
  ];
}

/** The resolved version for the first framework that has the package. */
function lockedVersion(text: string): string | undefined {
  const { dependencies } = readJsonObject(text) ?? {};
  const frameworks = isObject(dependencies) ? Object.values(dependencies) : [];
  const ours = frameworks
    .filter(isObject)
    .map(({ Anthropic }) => Anthropic)
    .find(isObject);
  return ours && readString(ours, 'resolved');
}
