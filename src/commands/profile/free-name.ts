import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import { profilePath } from '../../profiles/files.js';
import { checkNewProfileName } from '../../profiles/name.js';

/** The path of the file a new profile will have. An `AntError('usage')` when something is there already. */
export async function requireFreeName(
  host: Pick<Host, 'files' | 'platform'>,
  dir: string,
  name: string,
): Promise<string> {
  checkNewProfileName(name);
  const path = profilePath(host, dir, name);
  if ((await host.files.read(path)) === undefined) return path;
  throw new AntError('usage', `there is already a profile "${name}"`, {
    hint: `choose another name, or delete it first with: ant profile delete ${name}`,
  });
}
