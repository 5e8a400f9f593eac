import { joined, namesIn } from './gather-files.js';
import type { Installed, InstalledMachine } from './installed-files.js';
import { matching, nearest, readPlace } from './installed-files.js';

const LOCKED = /^\[\[package\]\]\s*\nname = "anthropic"\s*\nversion = "([^"]+)"/m;

/**
 * The package in the active virtual environment or the project's own; where there is none, as a lock
 * file holds it. What is installed for the whole machine is not looked for.
 */
export async function pythonPackage(machine: InstalledMachine): Promise<Installed | undefined> {
  for (const environment of environments(machine)) {
    const found = await inEnvironment(machine, environment);
    if (found !== undefined) return found;
  }
  return nearest(machine, [
    { path: ['uv.lock'], how: 'pinned', read: matching(LOCKED) },
    { path: ['poetry.lock'], how: 'pinned', read: matching(LOCKED) },
    {
      path: ['requirements.txt'],
      how: 'pinned',
      read: matching(/^anthropic(?:\[[^\]]*\])?\s*===?\s*([^\s;#]+)/im),
    },
  ]);
}

function environments({ env, platform, cwd }: InstalledMachine): readonly string[] {
  const active = env.VIRTUAL_ENV?.trim();
  return [
    ...(active ? [active] : []),
    joined(platform, cwd, '.venv'),
    joined(platform, cwd, 'venv'),
  ];
}

async function inEnvironment(
  machine: InstalledMachine,
  environment: string,
): Promise<Installed | undefined> {
  for (const directory of await sitePackages(machine, environment)) {
    const names = await namesIn(machine, directory);
    const ours = names.find((name) => /^anthropic-[^-]+\.dist-info$/.test(name));
    if (ours === undefined) continue;
    return readPlace(machine, directory, {
      path: [ours, 'METADATA'],
      how: 'installed',
      read: matching(/^Version: *(\S+)/m),
    });
  }
  return undefined;
}

async function sitePackages(
  machine: InstalledMachine,
  environment: string,
): Promise<readonly string[]> {
  const { platform } = machine;
  if (platform === 'win32') return [joined(platform, environment, 'Lib', 'site-packages')];
  const lib = joined(platform, environment, 'lib');
  const pythons = (await namesIn(machine, lib)).filter((name) => /^python\d/.test(name));
  return pythons.map((name) => joined(platform, lib, name, 'site-packages'));
}
