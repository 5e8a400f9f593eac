import type { SelectedProfile } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import { findAsker } from '../../events/asker.js';
import { type Event, type EventKind, eventId, type Facts, isLogOn } from '../../events/event.js';
import { chainPending, leaveEvent, namesWaiting } from '../../events/log.js';
import { type LogPlace, logPlace } from '../../events/place.js';
import type { Host } from '../../host.js';
import { type LockMachine, withGenerationLock } from '../../lock/generation-lock.js';
import type { Login } from '../../store/login.js';

type Machine = LockMachine & Pick<Host, 'env' | 'terminal'>;

/** What is about to be done, and what of its result goes into the log. */
type About<Result> = {
  readonly event: EventKind;
  /** Where the log lies; absent where the machine has no such place, and then there is no log. */
  readonly configDir: string | undefined;
  readonly profile?: string | undefined;
  readonly facts?: (result: Result) => Facts;
  /**
   * Somebody waits for this command: a later one shall chain the event, unless many wait already. And none is made
   * on a machine that has nothing of ours.
   */
  readonly leave?: true;
};

const MANY_WAIT = 100;

/** Does `work` and records how it ended, before anybody is handed its result. */
export async function noted<Result>(
  host: Machine,
  { facts, ...rest }: About<Result>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work();
    await note(host, { ...rest, outcome: 'ok', ...facts?.(result) });
    return result;
  } catch (error) {
    await note(host, { ...rest, outcome: outcomeOf(error) });
    throw error;
  }
}

/** The log's word for a failure. */
export function outcomeOf(error: unknown): string {
  return error instanceof AntError ? error.code : 'unexpected';
}

/** The same about a profile's token. */
export function about(
  event: EventKind,
  { profile, shelf }: SelectedProfile,
): About<{ readonly login: Login; readonly how: Facts['how'] }> {
  return { event, configDir: shelf.configDir, profile: profile.name, facts: factsOf };
}

/** The facts of a token that was handed out, renewed or exchanged. */
export function factsOf({
  login,
  how,
}: {
  readonly login: Omit<Login, 'accessToken'>;
  readonly how?: Facts['how'];
}): Facts {
  const { organizationId, workspaceId, expiresAt } = login;
  return { how, organizationId, workspaceId, expiresAt };
}

type Noted = Facts &
  Pick<Event, 'event' | 'profile' | 'outcome'> &
  Pick<About<never>, 'configDir' | 'leave'>;

/** Records that something was changed, and how. An attempt that failed changed nothing, and is not recorded. */
export function noteChange(host: Machine, change: Omit<Noted, 'outcome'>): Promise<void> {
  return note(host, { ...change, outcome: 'ok' });
}

/** Records an event. A log that cannot be written costs one warning and nothing else. */
export async function note(host: Machine, { configDir, leave, ...event }: Noted): Promise<void> {
  if (configDir === undefined || !isLogOn(host.env)) return;
  try {
    if (leave && (await host.files.read(configDir, { follow: true }))?.kind !== 'directory') return;
    const place = logPlace(configDir);
    await leaveEvent(host, place, { ...event, ...(await signature(host)) });
    // Whoever asked to stop does not wait; the next command chains it.
    if (host.interrupt.aborted) return;
    if (leave && (await namesWaiting(host, place)).length < MANY_WAIT) return;
    await chainUnlessBusy(host, place);
  } catch (error) {
    const because = error instanceof AntError ? error.message : 'unexpected failure';
    host.terminal.say(`ant: warning: not in the event log: ${because} (ANT_LOG=off turns it off)`);
  }
}

async function signature(host: Machine): Promise<Pick<Event, 'id' | 'time' | 'by'>> {
  const { pid } = await host.locks.self();
  const time = host.now();
  const id = eventId(time, pid, Buffer.from(host.random(6)).toString('hex'));
  const peek = async (path: string) =>
    (await host.files.read(path, { maxBytes: 4096 }).catch(() => undefined))?.text;
  return { id, time, by: await findAsker(host.env, pid, peek) };
}

/** Whoever has the lock chains what is waiting, ours perhaps too; if not, the next command does. */
async function chainUnlessBusy(host: Machine, place: LogPlace): Promise<void> {
  const lock = { ...lockAt(place), meanwhile: async () => true };
  await withGenerationLock(host, lock, async () => {
    await chainPending(host, place);
    return true;
  });
}

/** Chains what is waiting; waits for the lock. An `AntError('file')` when that cannot be done. */
export async function chainAll(host: Machine, place: LogPlace): Promise<void> {
  if ((await namesWaiting(host, place)).length === 0) return;
  await withGenerationLock(host, lockAt(place), () => chainPending(host, place));
}

/** The lock of whoever chains. */
export function lockAt({ lock }: LogPlace) {
  return { directory: lock, what: 'the event log', limitSeconds: 2 };
}
