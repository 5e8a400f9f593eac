import { selectProfile } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import type { authStore } from '../../grammar/auth-store.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { type ProfileStore, renderStores, storesValue } from '../../output/store.js';
import { chooseProfile } from '../../profiles/chosen.js';
import { requireConfigDirectory } from '../../profiles/config-dir.js';
import { listProfiles, requireProfile } from '../../profiles/files.js';
import { inspectShelf } from '../../store/places.js';
import { readUnrevoked } from '../../store/unrevoked.js';
import type { Run } from '../command.js';

/** Says where the secrets of each profile rest, or of the one that is named. */
export const run: Run<Input<typeof authStore>> = async (host, input) => {
  const configDir = requireConfigDirectory(host, input['config-dir']);
  const names =
    input.profile === undefined
      ? await listProfiles(host, configDir)
      : [(await chooseProfile(host, configDir, input.profile)).name];
  const profiles: ProfileStore[] = [];
  // One after the other: the keychain may prompt, and prompts must not pile up.
  for (const name of names) profiles.push(await look(host, configDir, name));
  const unrevoked = await readUnrevoked(host, configDir);
  const now = host.now();
  return {
    value: storesValue({ profiles, unrevoked }),
    text: () => renderStores({ profiles, unrevoked }, now),
  };
};

async function look(host: Host, configDir: string, name: string): Promise<ProfileStore> {
  try {
    const profile = await requireProfile(host, configDir, name);
    const { shelf } = selectProfile(host, profile, { configDir });
    const places = await inspectShelf(host, shelf);
    return { profile: name, kind: profile.type, backend: shelf.backend, places };
  } catch (error) {
    if (!(error instanceof AntError) || error.code !== 'file') throw error;
    return { profile: name, because: error.message };
  }
}
