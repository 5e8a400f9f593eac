import type { Host } from '../host.js';
import { type HeldLock, type LockMachine, withGenerationLock } from './generation-lock.js';
import { patience } from './patience.js';

/** From this age on (seconds) a directory that nobody keeps fresh is anybody's: Claude Code's rule. */
const STALE_SECONDS = 60;

/** An owner keeps it fresh every 5 seconds, so one that lives is seen to within this many. */
const WATCH_SECONDS = 7;

/** As long as Claude Code waits. */
const LIMIT_SECONDS = 15;

/**
 * Read and enter, but not write, for the owner: nobody else makes such a directory, so a leftover of ours
 * is told from somebody else's at a glance. It is there from the first moment, unlike a note beside it.
 */
const OUR_MODE = 0o500;

/**
 * Does something while holding the lock that Claude Code takes around a refresh: the directory
 * `<config_dir>/credentials.lock`. Among ourselves a lock of our own goes before it, so a directory that
 * bears our mark belongs to an `ant` that has died, and is removed at once instead of after a minute.
 */
export function withDirectoryLock<Value>(
  host: LockMachine,
  configDir: string,
  body: (lock: HeldLock) => Promise<Value>,
): Promise<Value> {
  const path = `${configDir}/credentials.lock`;
  const place = {
    directory: `${configDir}/locks/directory`,
    what: `the lock ${path}`,
    limitSeconds: LIMIT_SECONDS,
  };
  return withGenerationLock(host, place, async (own) => {
    await make(host, path);
    const marked = await hasOurMark(host, path);
    const keepsMark = async () => !marked || (await hasOurMark(host, path));
    const lock: HeldLock = {
      stillHeld: async () => (await own.stillHeld()) && (await keepsMark()),
      notTaken: async () => (await own.notTaken()) && (await keepsMark()),
    };
    const stop = host.locks.keepFresh(path);
    try {
      return await body(lock);
    } finally {
      stop();
      await removeOurs(host, path, lock).catch(() => undefined);
    }
  });
}

/** What has been taken over is no longer ours to remove. */
async function removeOurs(
  { locks }: LockMachine,
  path: string,
  { notTaken }: HeldLock,
): Promise<void> {
  if (await notTaken()) await locks.removeDirectory(path);
}

async function make(host: LockMachine, path: string): Promise<void> {
  const pause = patience(host, { what: `the lock ${path}`, limitSeconds: LIMIT_SECONDS });
  const isLeftOver = watcher(host);
  while (!(await host.locks.makeDirectory(path, OUR_MODE))) {
    if ((await hasOurMark(host, path)) || (await isLeftOver(path))) {
      await host.locks.removeDirectory(path);
    } else {
      await pause('another program, such as Claude Code');
    }
  }
}

/** File systems without permissions show no mark. */
async function hasOurMark({ locks, platform }: LockMachine, path: string): Promise<boolean> {
  if (platform === 'win32') return false;
  const found = await locks.look(path);
  return found !== undefined && (found.mode & 0o700) === OUR_MODE;
}

/**
 * Whether a directory is old and stays so while we watch. A jump of the clock, or a machine that slept,
 * makes every lock look old (or of the future), but only a living owner makes it young again.
 */
function watcher({ locks, now }: Pick<Host, 'locks' | 'now'>) {
  let seen: { readonly changedAt: number; readonly since: number } | undefined;
  return async (path: string): Promise<boolean> => {
    const found = await locks.look(path);
    if (found === undefined) return false;
    if (seen?.changedAt !== found.changedAt) {
      seen = { changedAt: found.changedAt, since: locks.ticks() };
    }
    const watched = (locks.ticks() - seen.since) / 1000;
    return Math.abs(now() - found.changedAt) > STALE_SECONDS && watched > WATCH_SECONDS;
  };
}
