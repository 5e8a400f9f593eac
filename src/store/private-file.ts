import { AntError } from '../errors.js';
import type { FileView, Host } from '../host.js';
import { type Credentials, credentialsPath, parseCredentials } from './credentials-file.js';
import { directoryProblem, fileProblem, type Problem } from './file-safety.js';
import type { Shelf } from './login.js';

type Machine = Pick<Host, 'files' | 'platform' | 'user'>;

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

/** What is in the place of the profile's file. An `AntError('file')` when others could swap it. */
export async function look(
  host: Machine,
  shelf: Shelf,
): Promise<{ readonly path: string; readonly view: FileView } | undefined> {
  const path = credentialsPath(host.platform, shelf);
  await checkDirectory(host, path);
  const view = await host.files.read(path);
  return view && { path, view };
}

/** Where the directory has yet to be made, the one around it counts: as root we could make it anywhere. */
async function checkDirectory(host: Machine, path: string): Promise<void> {
  const directory = parentOf(path, host.platform);
  for (const place of [directory, parentOf(directory, host.platform)]) {
    const view = await host.files.read(place, { follow: true });
    if (view === undefined) continue;
    refuse(directoryProblem(view, { ...who(host), path: place }));
    return;
  }
}

/** The directory that a path lies in; `.` when it names none. */
export function parentOf(path: string, platform: Host['platform']): string {
  const end = path.search(platform === 'win32' ? /[\\/][^\\/]*$/ : /\/[^/]*$/);
  if (end < 0) return '.';
  return end === 0 ? path.slice(0, 1) : path.slice(0, end);
}

/** Who asks, for the checks of `file-safety.ts`. */
export function who({ user, platform }: Machine): Pick<Machine, 'user' | 'platform'> {
  return { user, platform };
}

/** The problem as an `AntError('file')`; nothing when there is none. */
export function refuse(problem: Problem | undefined): void {
  if (problem !== undefined) throw new AntError('file', problem.message, { hint: problem.hint });
}
