import type { Facts } from '../../events/event.js';
import type { authLogout } from '../../grammar/auth.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { withLoginLock } from '../../lock/with-login-lock.js';
import { forgottenValue, renderForgotten } from '../../output/forgotten.js';
import { chooseProfile } from '../../profiles/chosen.js';
import { joinPath, requireConfigDirectory } from '../../profiles/config-dir.js';
import { listProfiles, removeProfile } from '../../profiles/files.js';
import type { Answer, Run } from '../command.js';
import { noted } from '../log/noted.js';
import { type Farewell, forgetLogin, type Gone } from './forget-login.js';

/** Signs out. The exit code is not 0 when a login could not be revoked that perhaps could have been. */
export const run: Run<Input<typeof authLogout>> = async (host, input) => {
  const configDir = requireConfigDirectory(host, input['config-dir']);
  const local = input.local === true;
  if (input.all) return answer(host, await forgetAll(host, configDir, local));
  const { name } = await chooseProfile(host, configDir, input.profile);
  return answer(host, [await forget(host, { configDir, name, local })]);
};

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

async function forgetAll(host: Host, configDir: string, local: boolean): Promise<readonly Gone[]> {
  const all: Gone[] = [];
  for (const name of await listProfiles(host, configDir)) {
    const { forgotten, exitCode } = await forget(host, { configDir, name, local });
    await removeProfile(host, configDir, name);
    const removed = [...forgotten.removed, 'its settings'];
    all.push({ forgotten: { ...forgotten, removed }, exitCode });
  }
  // Also what other programs keep there: Claude Code caches federation tokens beside the logins.
  await host.files.removeTree(joinPath(host.platform, configDir, 'credentials'));
  await host.files.removeTree(joinPath(host.platform, configDir, 'locks'));
  await host.files.remove(joinPath(host.platform, configDir, 'active_config'));
  return all;
}

function answer(host: Host, all: readonly Gone[]): Answer {
  const forgotten = all.map((each) => each.forgotten);
  const now = host.now();
  return {
    value: forgottenValue(forgotten),
    text: () => renderForgotten(forgotten, now),
    exitCode: Math.max(0, ...all.map(({ exitCode }) => exitCode)),
  };
}
