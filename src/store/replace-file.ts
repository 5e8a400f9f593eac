import type { Host } from '../host.js';
import { type JsonObject, readJsonObject } from '../json.js';
import {
  type Credentials,
  credentialsPath,
  parseObject,
  serializeCredentials,
} from './credentials-file.js';
import { replaceProblem } from './file-safety.js';
import type { Shelf } from './login.js';
import { look, parentOf, refuse, who } from './private-file.js';
import { quarantine } from './quarantine.js';

type Machine = Pick<Host, 'files' | 'platform' | 'user'>;

const PRIVATE = { mode: 0o600, directoryMode: 0o700 } as const;

/**
 * Replaces the file's secrets, and keeps what we do not know of it. A file that is no JSON makes room
 * first. Returns lines for the person.
 */
export async function writeCredentials(
  host: Machine,
  shelf: Shelf,
  credentials: Credentials,
): Promise<readonly string[]> {
  const notes = await makeRoom(host, shelf);
  const before = await readReplaceable(host, shelf);
  const path = credentialsPath(host.platform, shelf);
  await host.files.write(path, serializeCredentials(before ?? {}, credentials), PRIVATE);
  return notes;
}

/** Moves a file that is no JSON out of the way of a new login. Returns lines for the person. */
export async function makeRoom(host: Machine, shelf: Shelf): Promise<readonly string[]> {
  if ((await readReplaceable(host, shelf)) !== undefined) return [];
  const found = await look(host, shelf);
  if (found === undefined) return [];
  return [await quarantine(host, { path: found.path, text: found.view.text })];
}

/**
 * An `AntError('file')` when the disk is full or cannot be written to, found out by writing there before a
 * browser opens. Leaves nothing behind.
 */
export async function checkRoom(host: Machine, shelf: Shelf): Promise<void> {
  const directory = parentOf(credentialsPath(host.platform, shelf), host.platform);
  const path = `${directory}${host.platform === 'win32' ? '\\' : '/'}.ant-probe`;
  await host.files.write(path, ' '.repeat(ROOM_BYTES), PRIVATE);
  await host.files.remove(path);
}

/** More than a login takes. */
const ROOM_BYTES = 8192;

/**
 * The object that a write will change, empty when there is none, `undefined` when it is not JSON. An
 * `AntError('file')` for what must not be replaced.
 */
export async function readReplaceable(
  host: Machine,
  shelf: Shelf,
): Promise<JsonObject | undefined> {
  const found = await look(host, shelf);
  if (found === undefined) return {};
  const { path, view } = found;
  refuse(replaceProblem(view, { ...who(host), path }));
  if (view.text.trim() === '') return {};
  if (readJsonObject(view.text) === undefined) return undefined;
  return parseObject({ path, text: view.text });
}
