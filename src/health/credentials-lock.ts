import { shellWord } from '../store/file-safety.js';
import type { Check } from './check.js';
import { broken, command, type Finding, type Machine, note, ok, words } from './finding.js';
import { isHeld } from './locks.js';
import { span } from './span.js';

/** Claude Code's rule: a directory that nobody has kept fresh for longer is anybody's, in seconds. */
const STALE_AFTER = 60;

/** The mode that our own processes give it, and nobody else. */
const OUR_MODE = 0o500;

/** The directory `credentials.lock`, which Claude Code and `ant` make around a refresh. */
export const credentialsLock: Check = {
  id: 'credentials-lock',
  group: 'files',
  title: 'shared lock',
  look: async (host, { configDir }) =>
    configDir === undefined ? [ok('there is no home directory')] : [await lookAt(host, configDir)],
};

async function lookAt(host: Machine, configDir: string): Promise<Finding> {
  const path = `${configDir}/credentials.lock`;
  const found = await host.locks.look(path);
  if (found === undefined) return ok('nobody is refreshing a login');
  const view = await host.files.read(path);
  if (view !== undefined && view.kind !== 'directory') {
    return broken(
      `${path} is not a directory, so no login can be refreshed`,
      words('move it away'),
    );
  }
  const age = host.now() - found.changedAt;
  const isOurs = host.platform !== 'win32' && (found.mode & 0o700) === OUR_MODE;
  const isDead = isOurs
    ? !(await isHeld(host, `${configDir}/locks/directory`))
    : Math.abs(age) > STALE_AFTER;
  const who = isOurs ? 'an ant' : 'another program, such as Claude Code';
  const since = `${span(age)} ${age < 0 ? 'in the future' : 'ago'}`;
  if (!isDead) return note(`a login is being refreshed by ${who}, last seen ${since}`);
  const ownedByUs = host.platform === 'win32' || view?.owner === host.user;
  return note(
    `${path} was left by ${who} that died, last seen ${since}; whoever refreshes next takes it over`,
    ownedByUs
      ? command(`rmdir ${shellWord(path)}`, { kind: 'pass-credentials-lock', configDir })
      : words(`as the user it belongs to: rmdir ${shellWord(path)}`),
  );
}
