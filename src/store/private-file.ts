import { AntError } from '../errors.js';
import type { FileView, Host } from '../host.js';
import type { JsonObject } from '../json.js';
import {
  type Credentials,
  credentialsPath,
  parseCredentials,
  parseObject,
  serializeCredentials,
} from './credentials-file.js';
import { directoryProblem, fileProblem, type Problem, replaceProblem } from './file-safety.js';
import type { Shelf } from './login.js';

type Machine = Pick<Host, 'files' | 'platform' | 'user'>;

const PRIVATE = { mode: 0o600, directoryMode: 0o700 } as const;

/** What lies in the profile's file; `undefined` when there is none, an `AntError('file')` when it is not safe. */
export async function readCredentials(
  host: Machine,
  shelf: Shelf,
): Promise<Credentials | undefined> {
  const found = await look(host, shelf);
  if (found === undefined) return undefined;
  const { path, view } = found;
  refuse(fileProblem(view, { ...who(host), path }));
  return parseCredentials({ path, text: view.text });
}

/** Replaces the file's secrets, and keeps what we do not know of it. */
export async function writeCredentials(
  host: Machine,
  shelf: Shelf,
  credentials: Credentials,
): Promise<void> {
  const before = await readReplaceable(host, shelf);
  const path = credentialsPath(host.platform, shelf);
  await host.files.write(path, serializeCredentials(before, credentials), PRIVATE);
}

/** The object that a write will change, empty when there is none. Refuses what must not be replaced. */
export async function readReplaceable(host: Machine, shelf: Shelf): Promise<JsonObject> {
  const found = await look(host, shelf);
  if (found === undefined) return {};
  const { path, view } = found;
  refuse(replaceProblem(view, { ...who(host), path }));
  return parseObject({ path, text: view.text });
}

async function look(
  host: Machine,
  shelf: Shelf,
): Promise<{ readonly path: string; readonly view: FileView } | undefined> {
  const path = credentialsPath(host.platform, shelf);
  await checkDirectory(host, path);
  const view = await host.files.read(path);
  return view && { path, view };
}

async function checkDirectory(host: Machine, path: string): Promise<void> {
  const directory = parentOf(path, host.platform);
  const view = await host.files.read(directory, { follow: true });
  if (view !== undefined) refuse(directoryProblem(view, { ...who(host), path: directory }));
}

function parentOf(path: string, platform: Host['platform']): string {
  const end = path.search(platform === 'win32' ? /[\\/][^\\/]*$/ : /\/[^/]*$/);
  if (end < 0) return '.';
  return end === 0 ? path.slice(0, 1) : path.slice(0, end);
}

function who({ user, platform }: Machine): Pick<Machine, 'user' | 'platform'> {
  return { user, platform };
}

function refuse(problem: Problem | undefined): void {
  if (problem !== undefined) throw new AntError('file', problem.message, { hint: problem.hint });
}
