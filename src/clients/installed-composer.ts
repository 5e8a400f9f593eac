import { isObject, readJsonObject, readString } from '../json.js';
import type { Installed, InstalledMachine } from './installed-files.js';
import { nearest } from './installed-files.js';

/** The package as `composer.lock` holds it. */
export function composerPackage(machine: InstalledMachine): Promise<Installed | undefined> {
  return nearest(machine, [{ path: ['composer.lock'], how: 'pinned', read: lockedVersion }]);
}

function lockedVersion(text: string): string | undefined {
  const { packages } = readJsonObject(text) ?? {};
  const all: readonly unknown[] = Array.isArray(packages) ? packages : [];
  const ours = all.filter(isObject).find(({ name }) => name === 'anthropic-ai/sdk');
  return ours && readString(ours, 'version');
}
