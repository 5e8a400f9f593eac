import { AntError } from '../../errors.js';
import type { Facts } from '../../events/event.js';
import type { authLogout } from '../../grammar/auth.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { withLoginLock } from '../../lock/with-login-lock.js';
import { type Forgotten, forgottenValue, renderForgotten } from '../../output/forgotten.js';
import { chooseProfile } from '../../profiles/chosen.js';
import { joinPath, requireConfigDirectory } from '../../profiles/config-dir.js';
import { listProfiles, removeProfile } from '../../profiles/files.js';
import { isProfileName } from '../../profiles/name.js';
import { nearest } from '../../profiles/nearest.js';
import type { Answer, Run } from '../command.js';
import { noted } from '../log/noted.js';
import { type Farewell, forgetLogin, type Gone } from './forget-login.js';

/** Signs out. The exit code is not 0 when a login could not be revoked that perhaps could have been. */
export const run: Run<Input<typeof authLogout>> = async (host, input) => {
  const configDir = requireConfigDirectory(host, input['config-dir']);
  const local = input.local === true;
  if (input.all && input.profile !== undefined) {
    throw new AntError('usage', '--all forgets every login, and --profile names one', {
      hint: 'give one of them',
    });
  }
  if (input.all) return answer(host, await forgetAll(host, configDir, local));
  const { name } = await chooseProfile(host, configDir, input.profile);
  const gone = await forget(host, { configDir, name, local });
  if (input.profile && gone.forgotten.removed.length === 0) await warnOfSlip(host, configDir, name);
  return answer(host, [gone]);
};

/** A login that was meant lives on when its name was mistyped. */
async function warnOfSlip(host: Host, configDir: string, name: string): Promise<void> {
  const names = await listProfiles(host, configDir);
  if (names.includes(name)) return;
  const near = nearest(name, names);
  const next = near === undefined ? 'list them with: ant profile list' : `did you mean "${near}"?`;
  host.terminal.say(`ant: warning: there is no profile "${name}"; ${next}`);
}

/** Nobody may renew a login while it is being deleted: what they keep afterwards would be a new one. */
async function forget(host: Host, which: Omit<Farewell, 'turn'>): Promise<Gone> {
  const { configDir, name: profile } = which;
  // Where there is nothing at all, neither a lock nor a log is worth making the directory.
  if ((await host.files.read(configDir, { follow: true })) === undefined) {
    return forgetLogin(host, { ...which, turn: (work) => work() });
  }
  const about = { event: 'logout', configDir, profile, facts: factsOfGone } as const;
  return noted(host, about, () =>
    forgetLogin(host, {
      ...which,
      turn: (work) => withLoginLock(host, { configDir, profile }, work),
    }),
  );
}

function factsOfGone({ forgotten }: Gone): Facts {
  return { how: forgotten.revocation, expiresAt: forgotten.livesUntil };
}

/** Every login of the directory. One that cannot be deleted keeps its settings, and nobody else's login. */
async function forgetAll(host: Host, configDir: string, local: boolean): Promise<readonly Gone[]> {
  const all: Gone[] = [];
  const kept: Kept[] = [];
  for (const name of await allNames(host, configDir)) {
    try {
      const { forgotten, exitCode } = await forget(host, { configDir, name, local });
      const had = await removeProfile(host, configDir, name);
      const removed = [...forgotten.removed, ...(had ? ['its settings'] : [])];
      all.push({ forgotten: { ...forgotten, removed }, exitCode });
    } catch (error) {
      if (!(error instanceof AntError) || error.code === 'interrupted') throw error;
      kept.push({ name, error });
    }
  }
  const [first] = kept;
  if (first !== undefined) {
    tell(host, all);
    throw notDeleted(first.error, kept);
  }
  // Also what other programs keep there: Claude Code caches federation tokens beside the logins.
  await host.files.removeTree(joinPath(host.platform, configDir, 'credentials'));
  await host.files.removeTree(joinPath(host.platform, configDir, 'locks'));
  await host.files.remove(joinPath(host.platform, configDir, 'active_config'));
  return all;
}

/** Also the names of logins that no profile leads to any more. */
async function allNames(host: Host, configDir: string): Promise<ReadonlySet<string>> {
  const profiles = await listProfiles(host, configDir);
  const files = await host.files.list(joinPath(host.platform, configDir, 'credentials'));
  const logins = files.flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? []);
  return new Set([...profiles, ...logins.filter(isProfileName)]);
}

type Kept = { readonly name: string; readonly error: AntError };

/** Says what is gone all the same. */
function tell({ terminal, now }: Host, all: readonly Gone[]): void {
  if (all.length === 0) return;
  for (const line of renderForgotten(forgottenOf(all), now()).trimEnd().split('\n')) {
    terminal.say(`ant: note: ${line}`);
  }
}

function notDeleted({ code, message, hint }: AntError, kept: readonly Kept[]): AntError {
  const names = kept.map(({ name }) => `"${name}"`).join(', ');
  return new AntError(code, `not all of ${names} could be deleted: ${message}`, { hint });
}

function forgottenOf(all: readonly Gone[]): readonly Forgotten[] {
  return all.map(({ forgotten }) => forgotten);
}

function answer(host: Host, all: readonly Gone[]): Answer {
  const forgotten = forgottenOf(all);
  const now = host.now();
  return {
    value: forgottenValue(forgotten),
    text: () => renderForgotten(forgotten, now),
    exitCode: Math.max(0, ...all.map(({ exitCode }) => exitCode)),
  };
}
