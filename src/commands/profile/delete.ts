import { selectProfile } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import type { profileDelete } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { withLoginLock } from '../../lock/with-login-lock.js';
import { requireConfigDirectory } from '../../profiles/config-dir.js';
import { removeProfile, requireProfile } from '../../profiles/files.js';
import { credentialsPath } from '../../store/credentials-file.js';
import type { Shelf } from '../../store/login.js';
import { removeQuarantined } from '../../store/quarantine.js';
import { removeLogin } from '../../store/store.js';
import type { Run } from '../command.js';
import { noteChange } from '../log/noted.js';
import { mayAsk } from './may-ask.js';

type Given = Input<typeof profileDelete>;

export const run: Run<Given> = async (host, input) => {
  const dir = requireConfigDirectory(host, input['config-dir']);
  const { name } = input;
  const shelf = await shelfOf(host, dir, name);
  if (!input.yes && !(await confirmed(host, input))) {
    host.terminal.say('nothing was deleted');
    return { value: { schema_version: 1, name, deleted: false, removed: [] }, text: () => '' };
  }
  // A renewal under way would put back what is deleted here.
  const removed = await withLoginLock(host, { configDir: dir, profile: name }, async () => {
    const copies = await removeQuarantined(host, credentialsPath(host.platform, shelf));
    const places = await removeLogin(host, shelf);
    await removeProfile(host, dir, name);
    return [...copies, ...places];
  });
  await noteChange(host, { event: 'profile', how: 'deleted', configDir: dir, profile: name });
  host.terminal.say(`deleted the profile "${name}"${removed.length > 0 ? ' and its login' : ''}`);
  return { value: { schema_version: 1, name, deleted: true, removed }, text: () => '' };
};

/** A file too broken to say where its secrets rest can still be deleted: every place is looked at. */
async function shelfOf(host: Host, configDir: string, name: string): Promise<Shelf> {
  try {
    const profile = await requireProfile(host, configDir, name);
    return selectProfile(host, profile, { configDir }).shelf;
  } catch (error) {
    if (!(error instanceof AntError) || error.code !== 'file') throw error;
    host.terminal.say(`note: ${error.message}`);
    return { configDir, profile: name, backend: 'split' };
  }
}

async function confirmed(host: Host, input: Given): Promise<boolean> {
  if (!mayAsk(host, input)) {
    throw new AntError('usage', 'deleting a profile has to be confirmed', {
      hint: `ant profile delete ${input.name} --yes`,
    });
  }
  host.terminal.say(`delete the profile "${input.name}" and its login? [y/N]`);
  const line = await host.terminal.readLine(host.interrupt);
  if (host.interrupt.aborted) throw new AntError('interrupted', 'interrupted');
  return /^y(es)?$/i.test(line?.trim() ?? '');
}
