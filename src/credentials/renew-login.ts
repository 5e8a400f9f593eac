import { AntError } from '../errors.js';
import type { HeldLock } from '../lock/generation-lock.js';
import { withLoginLock } from '../lock/with-login-lock.js';
import { readProfile } from '../profiles/files.js';
import type { TokenGrant } from '../protocol/token-response.js';
import type { Secret } from '../secret.js';
import type { Login, Renewal } from '../store/login.js';
import { checkRoom } from '../store/replace-file.js';
import { loadLogin, loadRenewal, saveLogin } from '../store/store.js';
import { loginFrom } from './login-from.js';
import { type BoundRenewal, nextRenewal, readRenewal, sendRenewal } from './renewal-request.js';
import { type SelectedProfile, shelfOf } from './selected-profile.js';
import { notSignedIn } from './sign-in-errors.js';
import type { TokenMachine } from './usable-token.js';

/** Whether a login will do as it is, so that nothing has to be renewed. */
export type IsEnough = (login: Login) => boolean;

/**
 * Renews a login (RFC 6749 section 6), once for all processes that want it renewed: under its lock, and
 * only if what is stored by then is still not enough. The new refresh token is durable when this returns.
 */
export async function renewLogin(
  host: TokenMachine,
  selected: SelectedProfile,
  isEnough: IsEnough,
): Promise<Login> {
  const { configDir, profile } = selected.shelf;
  const task: Task = { host, selected, isEnough };
  const outcome = await withLoginLock(
    host,
    { configDir, profile, meanwhile: lookMeanwhile(task) },
    async (lock) => renew(await upToDate(task), lock),
  );
  if ('login' in outcome) return outcome.login;
  return withLoginLock(host, { configDir, profile }, async () =>
    keepLate(await upToDate(task), outcome.late),
  );
}

type Task = {
  readonly host: TokenMachine;
  readonly selected: SelectedProfile;
  readonly isEnough: IsEnough;
};

/** Read again under the lock: the login may have been moved to another store. */
async function upToDate(task: Task): Promise<Task> {
  const { host, selected } = task;
  const { configDir, profile: name } = selected.shelf;
  const profile = await readProfile(host, configDir, name);
  if (profile === undefined) return task;
  return { ...task, selected: { ...selected, profile, shelf: shelfOf(profile, configDir) } };
}

/** What the platform gave, and the refresh token that it took for it. */
type Granted = { readonly login: Login; readonly renewal: Renewal; readonly sent: Secret };

/** `late`: granted, but it cannot be kept under the same lock: too little is left of the lease. */
type Outcome = { readonly login: Login } | { readonly late: Granted };

/** A look at the store between two looks at the lock, where one costs no process of its own. */
function lookMeanwhile({ host, selected, isEnough }: Task) {
  if (selected.shelf.backend === 'keychain') return undefined;
  return async (): Promise<Outcome | undefined> => {
    const login = await loadLogin(host, selected.shelf);
    return login !== undefined && isEnough(login) ? { login } : undefined;
  };
}

/** An answer of `invalid_grant`, which is only as true as what was sent was current. */
type Refused = { readonly sent: Secret; readonly error: AntError };

async function renew(task: Task, lock: HeldLock, refused?: Refused): Promise<Outcome> {
  const { host, selected, isEnough } = task;
  const old = await loadLogin(host, selected.shelf);
  if (old === undefined) throw notSignedIn(selected.profile.name);
  if (isEnough(old)) return { login: old };
  const bound = await readRenewal(host, selected);
  const { refreshToken: sent } = bound.renewal;
  if (refused !== undefined && same(sent, refused.sent)) throw refused.error;
  await checkBeforeSending(task, lock);
  const answer = await send(task, bound);
  if ('error' in answer) {
    if (refused !== undefined) throw answer.error;
    // A program that knows none of our locks may have renewed it, and be about to write it down.
    await host.sleep(300);
    return renew(task, lock, answer);
  }
  const login = { ...old, ...loginFrom(answer.grant) };
  const granted = { login, renewal: nextRenewal(bound, answer.grant), sent };
  // Where nobody can say whether it is still ours, it counts as lost: what was granted must be kept.
  if (!(await lock.stillHeld().catch(() => false))) return { late: granted };
  return { login: await keep(task, granted) };
}

/** The last moment at which nothing has happened: what cannot be kept must not be asked for. */
async function checkBeforeSending({ host, selected }: Task, lock: HeldLock): Promise<void> {
  if (selected.shelf.backend !== 'keychain') await checkRoom(host, selected.shelf);
  if (host.interrupt.aborted) throw new AntError('interrupted', 'interrupted');
  if (await lock.stillHeld()) return;
  throw new AntError(
    'file',
    `the login of profile "${selected.profile.name}" was not renewed: this process was held up until its lock ran out`,
    { hint: 'run the command again' },
  );
}

async function send(
  { host, selected }: Task,
  bound: BoundRenewal,
): Promise<Refused | { readonly grant: TokenGrant }> {
  try {
    return { grant: await sendRenewal(host, selected, bound) };
  } catch (error) {
    const isOver = error instanceof AntError && error.code === 'no-credential';
    if (isOver) return { sent: bound.renewal.refreshToken, error };
    throw error;
  }
}

async function keep({ host, selected }: Task, { login, renewal }: Granted): Promise<Login> {
  try {
    await saveLogin(host, selected.shelf, { login, renewal });
  } catch (error) {
    if (!(error instanceof AntError) || error.code !== 'keychain') throw error;
    await keepInFile({ host, selected }, { login, renewal }, error);
  }
  if (host.interrupt.aborted)
    throw new AntError('interrupted', 'interrupted; the login was renewed');
  return login;
}

/**
 * The token before is spent, so this one must rest somewhere: in the file that the SDKs read. There it is
 * found first, whatever the profile says, until `auth store move` takes it to the keychain.
 */
async function keepInFile(
  { host, selected }: Pick<Task, 'host' | 'selected'>,
  { login, renewal }: Pick<Granted, 'login' | 'renewal'>,
  { message }: AntError,
): Promise<void> {
  const { shelf } = selected;
  await saveLogin(host, shelf, { login, renewal: { ...renewal, keptIn: 'file' } });
  host.terminal.say(
    `ant: warning: ${message}; so the renewed login rests in a private file, the refresh token too. Once the keychain works: ant auth store move ${shelf.backend} --profile ${shelf.profile}`,
  );
}

/** Kept only if what was sent is still what is stored: else somebody has a newer login, and keeps it. */
async function keepLate(task: Task, granted: Granted): Promise<Login> {
  const stored = await loadRenewal(task.host, task.selected.shelf);
  if (stored !== undefined && same(stored.refreshToken, granted.sent)) return keep(task, granted);
  return granted.login;
}

function same(one: Secret, other: Secret): boolean {
  return one.reveal() === other.reveal();
}
