import { withDirectoryLock } from './directory-lock.js';
import { type HeldLock, type LockMachine, withGenerationLock } from './generation-lock.js';
import { LEASE_SECONDS } from './owner.js';

/** Longer than the lease: even behind an owner that was suspended, whoever waits gets the lock. */
const LIMIT_SECONDS = LEASE_SECONDS + 10;

/** Whose login: one profile in one configuration directory. */
export type LockedLogin<Value> = {
  /** Absolute path. */
  readonly configDir: string;
  readonly profile: string;
  /** Asked after each pause of the wait; a value is what we came for, and ends it without the lock. */
  readonly meanwhile?: (() => Promise<Value | undefined>) | undefined;
};

/**
 * Does something to a person's login while no other `ant` touches that login and no Claude Code
 * refreshes any login beside it. What was read before must be read again inside. Waits, at most
 * 70 seconds; then an `AntError('file')` says who has it.
 */
export function withLoginLock<Value>(
  host: LockMachine,
  { configDir, profile, meanwhile }: LockedLogin<Value>,
  body: (lock: HeldLock) => Promise<Value>,
): Promise<Value> {
  const place = {
    directory: `${configDir}/locks/profile/${profile}`,
    what: `the login of profile "${profile}"`,
    limitSeconds: LIMIT_SECONDS,
    meanwhile,
  };
  return withGenerationLock(host, place, (own) =>
    withDirectoryLock(host, configDir, (shared) =>
      body({
        stillHeld: async () => (await own.stillHeld()) && (await shared.stillHeld()),
        notTaken: async () => (await own.notTaken()) && (await shared.notTaken()),
      }),
    ),
  );
}

/** Which exchange: by the key its result is cached under. */
export type LockedExchange<Value> = Pick<LockedLogin<Value>, 'configDir' | 'meanwhile'> & {
  readonly key: string;
};

/** The same around an exchange, which no other program locks. */
export function withExchangeLock<Value>(
  host: LockMachine,
  { configDir, key, meanwhile }: LockedExchange<Value>,
  body: (lock: HeldLock) => Promise<Value>,
): Promise<Value> {
  const place = {
    directory: `${configDir}/locks/exchange/${key}`,
    what: 'the exchange of this identity token',
    limitSeconds: LIMIT_SECONDS,
    meanwhile,
  };
  return withGenerationLock(host, place, body);
}
