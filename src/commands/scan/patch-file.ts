import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import { printable } from '../../printable.js';
import { absolutePath } from '../../profiles/config-dir.js';
import type { Finding } from '../../scan/finding.js';
import { makePatch, type Patch } from '../../scan/patch/patch.js';
import { findTop, parentOf } from '../../scan/repository.js';
import { isIgnored, patternsAt } from '../../scan/tracked.js';
import { shellWord } from '../../store/file-safety.js';
import { slashed } from './targets.js';

/** Lines that go away stand in a diff, keys and all: only its owner may read it. */
const PRIVATE = { mode: 0o600, directoryMode: 0o700 } as const;

type Machine = Pick<Host, 'files' | 'tree' | 'env' | 'home' | 'platform' | 'cwd'>;

/** Where the diff goes, as an absolute path. An `AntError('usage')` where git would track it. */
export async function patchPath(host: Machine, typed: string): Promise<string> {
  const path = slashed(host, absolutePath(host, typed));
  const directory = (await host.tree.look(parentOf(path)))?.real ?? parentOf(path);
  if ((await findTop(host, directory)) === undefined) return path;
  const patterns = await patternsAt(host, directory);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (patterns === undefined || isIgnored(patterns, `${directory}/${name}`)) return path;
  throw new AntError(
    'usage',
    `git would track ${printable(typed, 300)}, and a diff holds the keys it removes`,
    {
      hint: 'write it outside the repository, as in --patch ~/scan.patch, or have git ignore it',
    },
  );
}

/** Writes the diff. Returns what to tell, in lines. */
export async function writePatch(
  host: Machine,
  path: string,
  findings: readonly Finding[],
): Promise<readonly string[]> {
  const patch = await makePatch({ tree: host.tree, cwd: slashed(host, host.cwd) }, findings);
  const left =
    patch.left === 0
      ? []
      : [`${patch.left} of the findings need a hand: they are not in the patch`];
  if (patch.files === 0)
    return ['nothing here can safely be taken out by machine: no patch is written'];
  await host.files.write(path, patch.diff, PRIVATE);
  return [...written(path, patch), ...left];
}

function written(path: string, { base, files }: Patch): readonly string[] {
  const file = printable(path, 300);
  return [
    `wrote ${file}: changes to ${files} ${files === 1 ? 'file' : 'files'}`,
    'it holds the lines that go away, keys and all: review it, apply it, delete it',
    `apply it with: cd ${shellWord(base)} && patch -p1 < ${shellWord(path)}`,
  ];
}
