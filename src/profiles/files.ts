import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import type { JsonObject } from '../json.js';
import { joinPath } from './config-dir.js';
import { serializeProfile } from './edit.js';
import { checkProfileName, isProfileName } from './name.js';
import { nearest } from './nearest.js';
import { parseProfile } from './parse.js';
import type { Profile } from './profile.js';

type Disk = Pick<Host, 'files' | 'platform'>;

/** Profiles and the active name hold no secret: others may read them. */
const PUBLIC = { mode: 0o644, directoryMode: 0o755 } as const;

/** The profile that is used when none is named, and whether a file or the convention says so. */
export type ActiveProfile = {
  readonly name: string;
  readonly from: 'active_config' | 'default';
};

/** Absolute path of a profile's file. An `AntError('usage')` when the name cannot be one. */
export function profilePath(host: Pick<Host, 'platform'>, dir: string, name: string): string {
  checkProfileName(name);
  return joinPath(host.platform, dir, 'configs', `${name}.json`);
}

/**
 * `undefined` when there is no such profile; an `AntError('file')` when its file is not a profile, and
 * `('usage')` when it is another's, because the file system takes capital and small letters for the same.
 */
export async function readProfile(
  host: Disk,
  dir: string,
  name: string,
): Promise<Profile | undefined> {
  const path = profilePath(host, dir, name);
  const text = await readText(host, path);
  if (text === undefined) return undefined;
  if (host.platform !== 'linux') await checkSpelling(host, dir, name);
  return parseProfile({ name, path, text });
}

/** One profile under two names would be two logins in one file. */
async function checkSpelling(host: Disk, dir: string, name: string): Promise<void> {
  const names = await listProfiles(host, dir);
  const same = names.find((each) => each.toLowerCase() === name.toLowerCase());
  if (same === undefined || names.includes(name)) return;
  throw new AntError('usage', `there is no profile "${name}" beside "${same}" on this disk`, {
    hint: `name it as it is: ${same}`,
  });
}

/** The same, and an `AntError('no-credential')` that suggests the nearest name when there is none. */
export async function requireProfile(host: Disk, dir: string, name: string): Promise<Profile> {
  const profile = await readProfile(host, dir, name);
  if (profile !== undefined) return profile;
  throw new AntError('no-credential', `there is no profile "${name}"`, {
    hint: whatInstead(name, await listProfiles(host, dir)),
  });
}

/** Names of the profiles that have a file, sorted; the files themselves are not looked into. */
export async function listProfiles(host: Disk, dir: string): Promise<readonly string[]> {
  const entries = await host.files.list(joinPath(host.platform, dir, 'configs'));
  return entries
    .filter((entry) => entry.endsWith('.json'))
    .map((entry) => entry.slice(0, -'.json'.length))
    .filter(isProfileName);
}

/** Writes the whole object to the profile's file, 0644 in directories of 0755. */
export async function saveProfile(
  host: Pick<Host, 'files'>,
  { path, raw }: { readonly path: string; readonly raw: JsonObject },
): Promise<void> {
  await host.files.write(path, serializeProfile(raw), PUBLIC);
}

/**
 * An `AntError('file')` when the profile's file could not be written, found out by writing beside it: a full or
 * read-only disk, or a link in its place. Leaves nothing behind.
 */
export async function checkProfileRoom(host: Disk, dir: string, name: string): Promise<void> {
  const path = profilePath(host, dir, name);
  const found = await host.files.read(path);
  if (found !== undefined && found.kind !== 'file') {
    throw new AntError('file', `${path} has to be changed, and is no file of its own`, {
      hint: 'put a copy of what it leads to in its place, or choose another name with --profile',
    });
  }
  const probe = joinPath(host.platform, dir, 'configs', '.ant-probe');
  await host.files.write(probe, ' '.repeat(ROOM_BYTES), PUBLIC);
  await host.files.remove(probe);
}

/** More than a profile takes. */
const ROOM_BYTES = 8192;

/** Removes a profile's file, and `active_config` if it named it. `false` when there was no file. */
export async function removeProfile(host: Disk, dir: string, name: string): Promise<boolean> {
  const removed = await host.files.remove(profilePath(host, dir, name));
  const active = await readActive(host, dir).catch(() => undefined);
  if (active?.from === 'active_config' && active.name === name) {
    await host.files.remove(activePath(host, dir));
  }
  return removed;
}

/** Which profile is active; an `AntError('file')` when `active_config` holds something else than a name. */
export async function readActive(host: Disk, dir: string): Promise<ActiveProfile> {
  const path = activePath(host, dir);
  const name = ((await readText(host, path)) ?? '').trim();
  if (name === '') return { name: 'default', from: 'default' };
  if (isProfileName(name)) return { name, from: 'active_config' };
  throw new AntError('file', `${path} does not hold the name of a profile`, {
    hint: 'choose one with: ant profile activate NAME',
  });
}

export async function writeActive(host: Disk, dir: string, name: string): Promise<void> {
  checkProfileName(name);
  await host.files.write(activePath(host, dir), `${name}\n`, PUBLIC);
}

function whatInstead(name: string, names: readonly string[]): string {
  if (names.length === 0) {
    return `make it with: ant auth login${name === 'default' ? '' : ` --profile ${name}`}`;
  }
  const near = nearest(name, names);
  const meant = near === undefined ? '' : `did you mean "${near}"? `;
  return `${meant}list the profiles with: ant profile list`;
}

function activePath(host: Disk, dir: string): string {
  return joinPath(host.platform, dir, 'active_config');
}

/** Links are followed, as in every SDK: people keep their settings in a dotfiles repository. */
async function readText(host: Disk, path: string): Promise<string | undefined> {
  const view = await host.files.read(path, { follow: true });
  if (view === undefined) return undefined;
  if (view.kind === 'file') return view.text;
  throw new AntError('file', `${path} is not a regular file`, { hint: 'move it out of the way' });
}
