import type { Host } from '../../host.js';
import { chooseProfile } from '../../profiles/chosen.js';
import { requireConfigDirectory } from '../../profiles/config-dir.js';
import { readActive, requireProfile } from '../../profiles/files.js';
import type { Profile } from '../../profiles/profile.js';

export type Target = {
  /** The name typed as an argument: it goes before `--profile`. */
  readonly name?: string | undefined;
  readonly profile?: string;
  readonly 'config-dir'?: string;
};

export type OpenProfile = {
  readonly dir: string;
  readonly profile: Profile;
};

type Machine = Pick<Host, 'files' | 'platform' | 'env' | 'home' | 'cwd'>;

/** The profile a command was asked about, which must exist. */
export async function openProfile(host: Machine, target: Target): Promise<OpenProfile> {
  const dir = requireConfigDirectory(host, target['config-dir']);
  const name = await targetName(host, dir, target);
  return { dir, profile: await requireProfile(host, dir, name) };
}

/** Its name alone; the profile need not exist. */
export async function targetName(host: Machine, dir: string, target: Target): Promise<string> {
  return target.name ?? (await chooseProfile(host, dir, target.profile)).name;
}

/** The active profile's name; `undefined` when `active_config` is broken, which must not hide the rest. */
export async function activeName(host: Machine, dir: string): Promise<string | undefined> {
  return (await readActive(host, dir).catch(() => undefined))?.name;
}
