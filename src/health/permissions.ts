import { AntError } from '../errors.js';
import type { FileView } from '../host.js';
import { directoryProblem, fileProblem, type Place, shellWord } from '../store/file-safety.js';
import type { Check } from './check.js';
import {
  broken,
  command,
  type Finding,
  fixFrom,
  type Machine,
  note,
  ok,
  type Repair,
  skipped,
  unseen,
  warning,
} from './finding.js';
import { caught } from './scene.js';
import { findSpots, type Spot } from './spots.js';

/** Modes, owners and kinds of the files that hold settings and tokens, and of their directories. */
export const permissions: Check = {
  id: 'permissions',
  group: 'files',
  title: 'files',
  look: async (host, scene) => {
    const { configDir } = scene;
    if (configDir === undefined) return [ok('there is no home directory, so there are no files')];
    if (host.platform === 'win32') return [skipped('modes and owners mean nothing on Windows')];
    const { spots, unlisted } = await findSpots(host, configDir, scene);
    const findings: Finding[] = [];
    let seen = 0;
    for (const spot of spots) {
      const view = await caught(() => viewOf(host, spot));
      if (view === undefined) continue;
      seen += 1;
      findings.push(...(view instanceof AntError ? [unseen(view)] : judge(host, spot, view)));
    }
    const all = [...unlisted, ...findings];
    if (all.length > 0) return all;
    return [
      ok(
        seen === 0
          ? `nothing lies in ${configDir} yet`
          : `${seen} files and directories are yours alone to change`,
      ),
    ];
  },
};

type Seen = FileView & { readonly isLink: boolean };

/** A file of secrets is looked at as it lies there; anything else where its link leads. */
async function viewOf({ files }: Machine, { path, kind }: Spot): Promise<Seen | undefined> {
  const found = await files.read(path);
  if (found?.kind !== 'symlink' || kind === 'private-file')
    return found && { ...found, isLink: false };
  const target = await files.read(path, { follow: true });
  return target && { ...target, isLink: true };
}

function judge({ user, platform }: Machine, spot: Spot, view: Seen): readonly Finding[] {
  const place = { user, platform, path: spot.path };
  switch (spot.kind) {
    case 'private-file':
      return privateFile(view, place);
    case 'private-directory':
      return directory(view, place, 0o700);
    case 'shared-directory':
      return directory(view, place, 0o755);
    case 'shared-file':
      return sharedFile(view, place);
  }
}

function privateFile(view: Seen, place: Place): readonly Finding[] {
  const problem = fileProblem(view, place);
  if (problem === undefined) return [];
  const mends = view.kind === 'file' && view.owner === place.user && view.links === 1;
  return [
    broken(
      problem.message,
      withRepair(problem.hint, mends && { kind: 'mode', path: place.path, mode: 0o600 }),
    ),
  ];
}

function directory(view: Seen, place: Place, mode: number): readonly Finding[] {
  const { path, user } = place;
  if (view.kind !== 'directory')
    return [broken(`${path} is not a directory`, fixFrom('move it away'))];
  // Whoever made it sticky meant to share it, as a system does with its temporary directory.
  const mends = !view.isLink && view.owner === user && (view.mode & STICKY) === 0;
  const fitting = view.mode & (mode | 0o7000);
  const repair: Repair | false = mends && { kind: 'mode', path, mode: fitting };
  const problem = directoryProblem(view, place);
  if (problem !== undefined) return [broken(problem.message, withRepair(problem.hint, repair))];
  const extra = view.mode & ~mode & 0o077;
  if (extra === 0) return [];
  const said = `${path} is open wider than it need be (mode ${octal(view.mode)}, and ${octal(mode)} will do)`;
  const fix = withRepair(`run: chmod ${octal(fitting)} ${shellWord(path)}`, repair);
  return [(extra & 0o022) !== 0 && mode === 0o700 ? warning(said, fix) : note(said, fix)];
}

/** Whoever may change a profile says where its secrets are sent. */
function sharedFile(view: Seen, { path, user }: Place): readonly Finding[] {
  if (view.kind !== 'file')
    return [broken(`${path} is not a regular file`, fixFrom('move it away'))];
  if (view.owner !== user && view.owner !== ROOT) {
    const said = `${path} belongs to another user (uid ${view.owner}, and you are ${user}), who may change it`;
    return [warning(said, fixFrom(`run: sudo chown ${user} ${shellWord(path)}`))];
  }
  const open = view.mode & 0o022;
  if (open === 0) return [];
  const mends = !view.isLink && view.owner === user;
  const said = `other users may change ${path} (mode ${octal(view.mode)})`;
  const fix = withRepair(
    `run: chmod go-w ${shellWord(path)}`,
    mends && { kind: 'mode', path, mode: view.mode & ~0o022 },
  );
  return [(open & 0o002) !== 0 ? warning(said, fix) : note(said, fix)];
}

const ROOT = 0;
const STICKY = 0o1000;

function withRepair(hint: string, repair: Repair | false) {
  const fix = fixFrom(hint) ?? command(hint);
  return repair === false ? fix : { ...fix, repair };
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(4, '0');
}
