import type { Host } from '../host.js';
import { ancestors } from './ancestors.js';
import type { ClaudeCodeFacts } from './facts.js';
import { joined, look, namesIn } from './gather-files.js';

export type ClaudeCodeMachine = Pick<Host, 'env' | 'platform' | 'home' | 'cwd' | 'files'>;

/** Where Claude Code keeps its things, and its one file beside them. */
export type ClaudeHome = { readonly directory?: string; readonly state?: string };

/** Where an administrator's settings lie. */
const MANAGED = {
  linux: '/etc/claude-code',
  darwin: '/Library/Application Support/ClaudeCode',
  win32: 'C:\\Program Files\\ClaudeCode',
} as const;

const LOCAL = 'settings.local.json';

export type SettingsPlace = Pick<ClaudeCodeFacts['settings'][number], 'path' | 'project'>;

/**
 * Every file of settings that Claude Code would look for, weakest first: its own state, the person's,
 * the project's, the project's on this machine alone, the administrator's. Only the third kind is also
 * taken from the root of the repository, and is stronger there.
 */
export async function settingsPlaces(
  machine: ClaudeCodeMachine,
  { directory, state }: ClaudeHome,
): Promise<readonly SettingsPlace[]> {
  const { platform, cwd } = machine;
  const root = await repositoryRoot(machine);
  const claude = joined(platform, cwd, '.claude');
  const places: readonly SettingsPlace[] = [
    ...(state === undefined ? [] : [{ path: state }]),
    ...(directory === undefined ? [] : [{ path: joined(platform, directory, 'settings.json') }]),
    { path: joined(platform, claude, 'settings.json'), project: 'here' },
    { path: joined(platform, claude, LOCAL), project: 'here' },
    ...(root === undefined || root === cwd
      ? []
      : [{ path: joined(platform, root, '.claude', LOCAL), project: 'root' as const }]),
    ...(await managedPaths(machine)).map((path) => ({ path })),
  ];
  // In the home directory the project's file is the person's own.
  return places.filter(
    ({ path }, index) => places.findIndex((each) => each.path === path) === index,
  );
}

/** The main file, then what lies in its directory by name; later ones win. */
async function managedPaths(machine: ClaudeCodeMachine): Promise<readonly string[]> {
  const { platform } = machine;
  const at = MANAGED[platform];
  const directory = joined(platform, at, 'managed-settings.d');
  const names = await namesIn(machine, directory);
  const dropped = names.filter((name) => name.endsWith('.json') && !name.startsWith('.'));
  return [
    joined(platform, at, 'managed-settings.json'),
    ...dropped.map((name) => joined(platform, directory, name)),
  ];
}

async function repositoryRoot(machine: ClaudeCodeMachine): Promise<string | undefined> {
  for (const directory of ancestors(machine.cwd)) {
    const { state } = await look(machine, joined(machine.platform, directory, '.git'));
    // It is a directory, which is no file that can be read, and that will do.
    if (state !== 'absent') return directory;
  }
  return undefined;
}
