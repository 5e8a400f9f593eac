import { shelfOf } from '../../credentials/selected-profile.js';
import { AntError, EXIT_CODES } from '../../errors.js';
import type { federationRevokeLocal } from '../../grammar/federation-revoke-local.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { readJsonObject, readString } from '../../json.js';
import { type Deleted, deletedText, deletedValue } from '../../output/deleted-tokens.js';
import { configDirectory, joinPath } from '../../profiles/config-dir.js';
import { listProfiles, readProfile } from '../../profiles/files.js';
import { credentialsPath } from '../../store/credentials-file.js';
import type { Run } from '../command.js';
import { noteChange } from '../log/noted.js';
import { type HandedOver, listHandedOver, takeBack } from './handed-over.js';
import { waitForExchanges } from './under-way.js';
import { withHint } from './with-hint.js';

/** Deletes what exchanges left in this configuration directory and in the files they wrote. */
export const run: Run<Input<typeof federationRevokeLocal>> = async (host, input) => {
  const { configDirs, home } = await trailFrom(host, configDirectory(host, input['config-dir']));
  const troubles: AntError[] = [];
  const attempt: Attempt = async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AntError) || error.code !== 'file') throw error;
      host.terminal.say(`ant: warning: ${error.message}`);
      troubles.push(error);
      return undefined;
    }
  };
  const deleted: Deleted[] = [];
  for (const configDir of configDirs) deleted.push(...(await deleteIn(host, configDir, attempt)));
  if (deleted.length > 0)
    await noteChange(host, { event: 'logout', how: 'revoke-local', configDir: home });
  const now = host.now();
  const isSilent = deleted.length === 0 && troubles.length > 0;
  return {
    value: deletedValue(deleted),
    text: () => (isSilent ? '' : deletedText(deleted, now)),
    ...(troubles.length > 0 && { exitCode: EXIT_CODES.file }),
  };
};

/** Does one thing. Its trouble is told, and keeps nothing else from being done. */
type Attempt = <Value>(work: () => Promise<Value>) => Promise<Value | undefined>;

/**
 * The directory that is meant. When it was made for the later steps of a job, then also the one of who made it, and
 * that one is `home`: what is gone cannot hold a log.
 */
async function trailFrom(host: Host, start: string | undefined) {
  const configDirs: string[] = [];
  let next = start;
  while (next !== undefined && !configDirs.includes(next)) {
    const here = next;
    configDirs.push(here);
    const notes = await withHint(WHERE, () => listHandedOver(host, here));
    const lent = notes.find(({ directory }) => directory === here);
    if (lent === undefined) return { configDirs, home: here };
    next = lent.from;
  }
  return { configDirs, home: undefined };
}

const WHERE = 'name the directory with --config-dir or ANTHROPIC_CONFIG_DIR';

async function deleteIn(
  host: Host,
  configDir: string,
  attempt: Attempt,
): Promise<readonly Deleted[]> {
  await attempt(() => waitForExchanges(host, configDir));
  const credentials = joinPath(host.platform, configDir, 'credentials');
  const found = [
    await attempt(() => keptIn(host, joinPath(host.platform, credentials, 'federation-ant'))),
    await attempt(() => keptIn(host, joinPath(host.platform, credentials, 'federation'))),
    await attempt(() => keptForProfiles(host, configDir)),
  ];
  const deleted: (Deleted | undefined)[] = [];
  for (const path of found.flatMap((paths) => paths ?? [])) {
    deleted.push(await attempt(() => deleteKept(host, path)));
  }
  for (const each of (await attempt(() => listHandedOver(host, configDir))) ?? []) {
    deleted.push(await attempt(() => deleteHandedOver(host, configDir, each)));
  }
  return deleted.filter((each) => each !== undefined);
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

/** With a refresh token it is a person's login, whatever its profile says by now: no exchange gives one. */
async function deleteKept({ files }: Host, path: string): Promise<Deleted | undefined> {
  const found = await files.read(path).catch(() => undefined);
  const raw = readJsonObject(found?.text ?? '') ?? {};
  if (readString(raw, 'refresh_token') !== undefined || !(await files.remove(path))) return;
  const end = raw.expires_at;
  return { path, ...(typeof end === 'number' && { expiresAt: end }) };
}

async function deleteHandedOver(
  host: Host,
  configDir: string,
  each: HandedOver,
): Promise<Deleted | undefined> {
  if (!(await takeBack(host, configDir, each))) return;
  const { path, expiresAt } = each;
  return { path, ...(expiresAt !== undefined && { expiresAt }) };
}
