import { selectProfile } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import type { profileRename } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { withLoginLock } from '../../lock/with-login-lock.js';
import { requireConfigDirectory } from '../../profiles/config-dir.js';
import {
  readActive,
  removeProfile,
  requireProfile,
  saveProfile,
  writeActive,
} from '../../profiles/files.js';
import type { Profile } from '../../profiles/profile.js';
import type { Shelf } from '../../store/login.js';
import { loadLogin, loadRenewal, removeLogin, saveLogin } from '../../store/store.js';
import type { Run } from '../command.js';
import { noteChange } from '../log/noted.js';
import { requireFreeName } from './free-name.js';

export const run: Run<Input<typeof profileRename>> = async (host, { from, to, ...input }) => {
  const dir = requireConfigDirectory(host, input['config-dir']);
  await requireProfile(host, dir, from);
  const path = await requireFreeName(host, dir, to);
  const moved = await withLoginLock(host, { configDir: dir, profile: from }, async () => {
    // Whatever was read before the lock may have changed.
    const profile = await requireProfile(host, dir, from);
    const { shelf } = selectProfile(host, profile, { configDir: dir });
    return move(host, { profile, shelf, to, path });
  });
  const how = `renamed from ${from}`;
  await noteChange(host, { event: 'profile', how, configDir: dir, profile: to });
  host.terminal.say(`"${from}" is now "${to}"${moved ? ', and its login moved along' : ''}`);
  return {
    value: { schema_version: 1, from, to, path, login_moved: moved },
    text: () => '',
  };
};

type Move = {
  readonly profile: Profile;
  readonly shelf: Shelf;
  readonly to: string;
  readonly path: string;
};

/**
 * Makes the new one whole before it takes the old one away: a crash leaves two, never none. While nobody renews the
 * login, which would leave the new name with a refresh token that is spent.
 */
async function move(host: Host, { profile, shelf, to, path }: Move): Promise<boolean> {
  const { configDir, profile: from } = shelf;
  const active = await readActive(host, configDir);
  const moved = await copyLogin(host, shelf, to);
  await saveProfile(host, { path, raw: profile.raw });
  if (active.name === from) await writeActive(host, configDir, to);
  await removeProfile(host, configDir, from);
  if (moved) await removeLogin(host, ownPlaces(shelf));
  return moved;
}

/** `false` when there is no login, or it rests in a file that the profile names and keeps. */
async function copyLogin(host: Host, shelf: Shelf, to: string): Promise<boolean> {
  if (shelf.backend === 'file' && shelf.credentialsPath !== undefined) return false;
  const login = await loadLogin(host, shelf);
  if (login === undefined) return false;
  const target = { ...shelf, profile: to };
  if ((await loadLogin(host, ownPlaces({ ...target, backend: 'file' }))) !== undefined) {
    throw new AntError('usage', `a login of an earlier profile "${to}" is still there`, {
      hint: `remove it with: ant auth logout --profile ${to}`,
    });
  }
  const renewal = await loadRenewal(host, shelf);
  await saveLogin(host, target, { login, ...(renewal && { renewal }) });
  return true;
}

/** The places that carry the profile's name; a `credentials_path` is shared by both names. */
function ownPlaces({ credentialsPath: _, ...shelf }: Shelf): Shelf {
  return shelf;
}
