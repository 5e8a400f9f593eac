import { shelfOf } from '../../credentials/selected-profile.js';
import type { federationRevokeLocal } from '../../grammar/federation-revoke-local.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { readJsonObject } from '../../json.js';
import { type Deleted, deletedText, deletedValue } from '../../output/deleted-tokens.js';
import { configDirectory, joinPath } from '../../profiles/config-dir.js';
import { listProfiles, readProfile } from '../../profiles/files.js';
import { credentialsPath } from '../../store/credentials-file.js';
import type { Run } from '../command.js';
import { noteChange } from '../log/noted.js';
import { listHandedOver, takeBack } from './handed-over.js';

/** Deletes what exchanges left in this configuration directory and in the files they wrote. */
export const run: Run<Input<typeof federationRevokeLocal>> = async (host, input) => {
  const configDir = configDirectory(host, input['config-dir']);
  const deleted = configDir === undefined ? [] : await deleteAll(host, configDir);
  if (deleted.length > 0)
    await noteChange(host, { event: 'logout', how: 'revoke-local', configDir });
  const now = host.now();
  return { value: deletedValue(deleted), text: () => deletedText(deleted, now) };
};

async function deleteAll(host: Host, configDir: string): Promise<readonly Deleted[]> {
  const kept = [
    ...(await keptIn(host, joinPath(host.platform, configDir, 'credentials', 'federation-ant'))),
    ...(await keptIn(host, joinPath(host.platform, configDir, 'credentials', 'federation'))),
    ...(await keptForProfiles(host, configDir)),
  ];
  const deleted: Deleted[] = [];
  for (const path of kept) {
    const end = await endOf(host, path);
    if (await host.files.remove(path)) deleted.push({ path, ...end });
  }
  for (const each of await listHandedOver(host, configDir)) {
    const { path, expiresAt } = each;
    const removed = await takeBack(host, configDir, each);
    if (removed) deleted.push({ path, ...(expiresAt !== undefined && { expiresAt }) });
  }
  return deleted;
}

async function keptIn(host: Host, directory: string): Promise<readonly string[]> {
  const names = await host.files.list(directory);
  return names.map((name) => joinPath(host.platform, directory, name));
}

/** A profile that cannot be read keeps nobody from deleting the others' tokens. */
async function keptForProfiles(host: Host, configDir: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const name of await listProfiles(host, configDir)) {
    const profile = await readProfile(host, configDir, name).catch(() => undefined);
    if (profile?.type !== 'oidc_federation') continue;
    paths.push(credentialsPath(host.platform, shelfOf(profile, configDir)));
  }
  return paths;
}

/** Epoch seconds; nothing when the file does not say. */
async function endOf({ files }: Host, path: string): Promise<Pick<Deleted, 'expiresAt'>> {
  const found = await files.read(path).catch(() => undefined);
  const end = readJsonObject(found?.text ?? '')?.expires_at;
  return typeof end === 'number' ? { expiresAt: end } : {};
}
