import { type SelectedProfile, selectProfile } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import { withSetting } from '../../profiles/edit.js';
import { readProfile, saveProfile } from '../../profiles/files.js';
import type { Profile } from '../../profiles/profile.js';
import { credentialsPath } from '../../store/credentials-file.js';
import type { Shelf } from '../../store/login.js';
import { removeQuarantined } from '../../store/quarantine.js';
import { loadLogin, loadRenewal, removeLogin } from '../../store/store.js';
import { type Leaving, leavingFrom } from './revoke-login.js';

/** A login on its way out, or why it could not be read; `undefined` when there was none. */
export type Found = Leaving | AntError | undefined;

/** A login that was deleted here. */
export type Taken = {
  readonly leaving: Found;
  /** What was deleted, in words. */
  readonly removed: readonly string[];
  /** What kept some of it from being deleted. */
  readonly refusal?: AntError;
};

type Taking = {
  readonly configDir: string;
  readonly name: string;
  /** Done with a login that was read, before it is gone from here. */
  readonly first: (leaving: Leaving) => Promise<void>;
};

const NOBODY_SAYS = new AntError('file', 'no profile says where it was issued');

/** Reads a login and deletes it, whatever of it can be read. To be called under its lock. */
export async function takeLogin(host: Host, { configDir, name, first }: Taking): Promise<Taken> {
  const profile = await readProfile(host, configDir, name).catch(unlessBroken);
  const selected = profile && selectProfile(host, profile, { configDir });
  const shelf: Shelf = selected?.shelf ?? { configDir, profile: name, backend: 'file' };
  const leaving = selected ? await readLeaving(host, selected) : NOBODY_SAYS;
  if (isLeaving(leaving)) await first(leaving);
  try {
    const removed = await removeAll(host, shelf);
    if (profile?.store === 'keychain') await forgetBackend(host, profile);
    return { leaving, removed };
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    return { leaving, removed: [], refusal: error };
  }
}

/** A profile that is none must not keep a login here; what is wrong with its name does. */
function unlessBroken(error: unknown): undefined {
  if (!(error instanceof AntError) || error.code !== 'file') throw error;
}

export function isLeaving(found: Found): found is Leaving {
  return found !== undefined && !(found instanceof AntError);
}

/** All of the login or why not: one of which a part stays unread must not be called revoked. */
async function readLeaving(host: Host, selected: SelectedProfile): Promise<Found> {
  try {
    const login = await loadLogin(host, selected.shelf);
    const renewal = await loadRenewal(host, selected.shelf);
    if (login === undefined && renewal === undefined) return undefined;
    return { selected, login, renewal, origin: leavingFrom({ login, renewal }) };
  } catch (error) {
    if (error instanceof AntError) return error;
    throw error;
  }
}

async function removeAll(host: Host, shelf: Shelf): Promise<readonly string[]> {
  const copies = await removeQuarantined(host, credentialsPath(host.platform, shelf));
  return [...copies, ...(await removeLogin(host, shelf))];
}

/** A profile that says "in the keychain" where nothing is would read as a fault, not as signed out. */
async function forgetBackend(host: Host, { path, raw }: Profile): Promise<void> {
  await saveProfile(host, { path, raw: withSetting(raw, 'store', undefined) });
}
