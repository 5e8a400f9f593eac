import { AntError } from '../errors.js';
import { shellWord } from '../store/file-safety.js';
import type { Check } from './check.js';
import { command, type Finding, type Machine, note, ok } from './finding.js';
import { lockDirectories } from './lock-directories.js';
import { caught } from './scene.js';
import { below } from './spots.js';

/** What our writers call a file until it is whole: see `node/`, and `hot/record.ts`. */
const UNFINISHED = [
  /^\.ant-[0-9a-f]{16}\.tmp$/,
  /^\.ant-probe$/,
  /^g\.\d{1,15}\.[0-9a-f]{12}$/,
  /^[\w-]+\.json\.[0-9a-f]{12}$/,
  /^\d+-\d+-[0-9a-z]+\.json\.tmp$/,
];

/** Nobody takes as long to write one, in seconds. */
const DEAD_AFTER = 60;

/** Files that a process was writing when it was killed. They may hold a token. */
export const temporaryFiles: Check = {
  id: 'temporary-files',
  group: 'files',
  title: 'unfinished',
  look: async (host, { configDir }) => {
    const findings: Finding[] = [];
    for (const path of configDir === undefined ? [] : await unfinished(host, configDir)) {
      const age = await ageOf(host, path);
      if (age !== undefined && age > DEAD_AFTER) findings.push(await leftOver(host, path));
    }
    return findings.length > 0 ? findings : [ok('no process left a half-written file')];
  },
};

async function unfinished(host: Machine, configDir: string): Promise<readonly string[]> {
  const at = (...parts: readonly string[]) => below(host, configDir, ...parts);
  const directories = [
    configDir,
    at('configs'),
    at('credentials'),
    at('credentials', 'federation-ant'),
    at('handed-over'),
    at('log'),
    at('log', 'pending'),
    ...(await lockDirectories(host, configDir)).map(({ directory }) => directory),
  ];
  const found: string[] = [];
  for (const directory of directories) {
    const names = await caught(() => host.files.list(directory));
    if (names instanceof AntError) continue;
    const ours = names.filter((name) => UNFINISHED.some((form) => form.test(name)));
    found.push(...ours.map((name) => below(host, directory, name)));
  }
  return found;
}

/** A clock that was set back makes a file of the future: that is no less old. */
async function ageOf({ locks, now }: Machine, path: string): Promise<number | undefined> {
  const found = await caught(() => locks.look(path));
  if (found === undefined || found instanceof AntError) return undefined;
  return Math.abs(now() - found.changedAt);
}

async function leftOver({ files, user, platform }: Machine, path: string): Promise<Finding> {
  const view = await caught(() => files.read(path));
  const ours =
    view !== undefined &&
    !(view instanceof AntError) &&
    view.kind === 'file' &&
    (platform === 'win32' || view.owner === user);
  const said = `${path} was left half-written by a process that was killed`;
  return note(
    said,
    command(`rm ${shellWord(path)}`, ours ? { kind: 'remove-file', path } : undefined),
  );
}
