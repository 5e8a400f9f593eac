import { readJsonObject, readString } from '../json.js';
import type { Installed, InstalledMachine } from './installed-files.js';
import { nearest } from './installed-files.js';

/** A package as Node would find it from the working directory. */
export function nodePackage(
  machine: InstalledMachine,
  name: string,
): Promise<Installed | undefined> {
  const path = ['node_modules', ...name.split('/'), 'package.json'];
  return nearest(machine, [{ path, how: 'installed', read: versionField }]);
}

function versionField(text: string): string | undefined {
  const json = readJsonObject(text);
  return json && readString(json, 'version');
}
