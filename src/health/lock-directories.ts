import { AntError } from '../errors.js';
import type { Machine } from './finding.js';
import { caught } from './scene.js';

/** A lock of ours: the directory of its records, and what it guards, as the subject of a sentence. */
export type LockDirectory = { readonly directory: string; readonly what: string };

/** Every lock that there has ever been in a configuration directory. */
export async function lockDirectories(
  { files }: Pick<Machine, 'files'>,
  configDir: string,
): Promise<readonly LockDirectory[]> {
  const locks = `${configDir}/locks`;
  const inside = async (directory: string): Promise<readonly string[]> => {
    const names = await caught(() => files.list(directory));
    return names instanceof AntError ? [] : names;
  };
  const profiles = await inside(`${locks}/profile`);
  const exchanges = await inside(`${locks}/exchange`);
  return [
    ...profiles.map((name) => ({
      directory: `${locks}/profile/${name}`,
      what: `the login of profile "${name}"`,
    })),
    ...exchanges.map((key) => ({
      directory: `${locks}/exchange/${key}`,
      what: 'the exchange of an identity token',
    })),
    { directory: `${configDir}/log/lock`, what: 'the event log' },
    { directory: `${locks}/directory`, what: 'the lock that is shared with Claude Code' },
  ];
}
