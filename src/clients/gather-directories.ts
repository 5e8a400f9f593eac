import type { Host } from '../host.js';
import type { ActiveFact, DirectoryFact, ProfileFact } from './facts.js';
import { type FileMachine, joined, literalPath, look, namesIn } from './gather-files.js';
import { gatherProfile } from './gather-profile.js';

type Machine = FileMachine & Pick<Host, 'env' | 'home'>;
type Place = Pick<DirectoryFact, 'path' | 'by'>;

/** More than any person has; a directory filled by a fault must not cost minutes. */
const MOST_PROFILES = 500;
const LONGEST_NAME = 200;

/** What is asked for by name, and so looked for whether or not a listing shows it. */
export type Wanted = {
  readonly profiles: readonly string[];
  /** As Claude Code's settings have them: the variable that only Claude Code sees. */
  readonly configDirs: readonly string[];
};

/** Every directory of profiles that a client would look into, those of the environment first. */
export async function gatherDirectories(
  machine: Machine,
  wanted: Wanted,
): Promise<readonly DirectoryFact[]> {
  const found: DirectoryFact[] = [];
  for (const place of places(machine, wanted.configDirs)) {
    const active = await gatherActive(machine, place.path);
    found.push({
      ...place,
      active,
      profiles: await gatherProfiles(machine, place.path, [
        ...wanted.profiles,
        ...(active.state === 'name' ? [active.name] : []),
        'default',
      ]),
    });
  }
  return found;
}

/** `by: 'HOME'` is what is left when no variable says otherwise, on Windows too. */
function places(machine: Machine, configDirs: readonly string[]): readonly Place[] {
  const { env, platform } = machine;
  const home = filled(platform === 'win32' ? env.USERPROFILE : env.HOME) ?? machine.home;
  const under = (by: Place['by'], base: string | undefined, ...rest: readonly string[]) =>
    base === undefined
      ? []
      : [{ by, path: joined(platform, untailed(literalPath(machine, base)), ...rest) }];
  return [
    ...under('ANTHROPIC_CONFIG_DIR', filled(env.ANTHROPIC_CONFIG_DIR)),
    ...(platform === 'win32'
      ? [
          ...under('APPDATA', filled(env.APPDATA), 'Anthropic'),
          ...under('HOME', home, 'AppData', 'Roaming', 'Anthropic'),
        ]
      : [
          ...under('XDG_CONFIG_HOME', filled(env.XDG_CONFIG_HOME), 'anthropic'),
          ...under('HOME', home, '.config', 'anthropic'),
        ]),
    ...configDirs.flatMap((each) => under('ANTHROPIC_CONFIG_DIR', filled(each))),
  ];
}

async function gatherActive(machine: FileMachine, directory: string): Promise<ActiveFact> {
  const looked = await look(machine, joined(machine.platform, directory, 'active_config'));
  if (looked.state !== 'found') return { state: looked.state };
  // A byte-order mark is white space to `trim`, as it is to some SDKs.
  const name = looked.view.text.trim();
  if (name === '') return { state: 'empty' };
  const elsewhere = /[\\/]/.test(name);
  if (!canBeFile(name)) return { state: 'invalid', ...(elsewhere && { elsewhere }) };
  return { state: 'name', name, ...(looked.view.text.startsWith('\uFEFF') && { mark: true }) };
}

async function gatherProfiles(
  machine: FileMachine,
  directory: string,
  named: readonly string[],
): Promise<DirectoryFact['profiles']> {
  const listed = [
    ...(await namesIn(machine, joined(machine.platform, directory, 'configs'))),
    ...(await namesIn(machine, joined(machine.platform, directory, 'credentials'))),
  ]
    .filter((entry) => entry.endsWith('.json'))
    .map((entry) => entry.slice(0, -'.json'.length))
    .slice(0, MOST_PROFILES);
  const names = [...new Set([...named, ...listed])].filter(canBeFile);
  const found: [string, ProfileFact][] = [];
  for (const name of names) {
    const profile = await gatherProfile(machine, directory, name);
    if (profile !== undefined) found.push([name, profile]);
  }
  return Object.fromEntries(found);
}

/** Looser than any client's rule for names, which are theirs to apply. */
function canBeFile(name: string): boolean {
  if (name === '' || name.length > LONGEST_NAME) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no client takes for a name
  return !/[/\\\u0000-\u001f]/.test(name) && !['.', '..', '__proto__'].includes(name);
}

/** One spelling for one directory. */
function untailed(path: string): string {
  const shorter = path.replace(/[\\/]+$/, '');
  return shorter === '' ? path : shorter;
}

function filled(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}
