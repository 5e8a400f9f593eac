import { AntError } from '../errors.js';
import { withDirectoryLock } from '../lock/directory-lock.js';
import { withGenerationLock } from '../lock/generation-lock.js';
import { printable } from '../printable.js';
import type { Line } from './check.js';
import type { Machine, Repair } from './finding.js';
import { caught } from './scene.js';

/** What was repaired, or was not and why, a line each. */
export type Mended = { readonly did: string } | { readonly failed: string };

/** The repairs that a report offers, each of them once. */
export function repairsOf(lines: readonly Line[]): readonly Repair[] {
  const all = lines.flatMap(({ fix }) => (fix?.repair === undefined ? [] : [fix.repair]));
  return [...new Map(all.map((repair) => [JSON.stringify(repair), repair])).values()];
}

/** Makes them one after the other. Each looks again first: since the report, somebody may have acted. */
export async function mend(host: Machine, repairs: readonly Repair[]): Promise<readonly Mended[]> {
  const mended: Mended[] = [];
  for (const repair of repairs) {
    const did = await caught(() => make(host, repair));
    if (did instanceof AntError) mended.push({ failed: printable(did.message, 600) });
    else if (did !== undefined) mended.push({ did: printable(did, 600) });
  }
  return mended;
}

/** What was done, in words; nothing when there was nothing left to do. */
async function make(host: Machine, repair: Repair): Promise<string | undefined> {
  switch (repair.kind) {
    case 'mode':
      await host.checkup.setMode(repair.path, repair.mode);
      return `set the mode of ${repair.path} to ${octal(repair.mode)}`;
    case 'remove-file':
      return (await removeOwn(host, repair.path)) ? `removed ${repair.path}` : undefined;
    case 'remove-exec-directory':
      return (await removeDead(host, repair.path)) ? `removed ${repair.path}` : undefined;
    case 'pass-lock':
      await withGenerationLock(host, { ...repair, ...QUICKLY }, async () => undefined);
      return `let go of the lock in ${repair.directory}`;
    case 'pass-credentials-lock':
      await withDirectoryLock(host, repair.configDir, async () => undefined);
      return `removed ${repair.configDir}/credentials.lock`;
  }
}

/** A lock is passed on by taking it and letting go of it, under its own rules: they know who is dead. */
const QUICKLY = { what: 'the lock', limitSeconds: 2 } as const;

async function removeOwn({ files, user, platform }: Machine, path: string): Promise<boolean> {
  const view = await files.read(path);
  const ours = view?.kind === 'file' && (platform === 'win32' || view.owner === user);
  return ours && files.remove(path);
}

async function removeDead({ files, checkup }: Machine, path: string): Promise<boolean> {
  if (!(await checkup.deadDirectories()).includes(path)) return false;
  await files.removeTree(path);
  return true;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
