import type { Host, ProcessIdentity } from '../host.js';
import { isObject, readJsonObject, readString } from '../json.js';
import { printable } from '../printable.js';

/** How long an owner may keep a lock, in seconds of a machine that is awake. No step of ours takes as long. */
export const LEASE_SECONDS = 60;

/** What a lock's record says: who took it, and when by two clocks. */
export type Owner = ProcessIdentity & {
  /** Epoch seconds. */
  readonly at: number;
  /** `locks.ticks()`: comparable within one start of one machine, and deaf to changes of the date. */
  readonly ticks: number;
};

const RELEASED = JSON.stringify({ released: true });

/** The record of a lock that nobody holds. */
export function releasedRecord(): string {
  return RELEASED;
}

/** This process, as the owner from now on. */
export async function ownRecord({ locks, now }: Pick<Host, 'locks' | 'now'>): Promise<string> {
  const owner: Owner = { ...(await locks.self()), at: now(), ticks: locks.ticks() };
  return JSON.stringify(owner);
}

/** A record as found; `changedAt` (epoch seconds) is all there is to go by when it cannot be read. */
export type Found = { readonly text: string; readonly changedAt: number };

/**
 * Who holds the lock of this record, in words; `undefined` when nobody does: released, or the owner has
 * died, or its lease is over. An owner elsewhere, or one that nobody can name, has its whole lease.
 */
export async function holderOf(
  host: Pick<Host, 'locks' | 'now'>,
  found: Found,
): Promise<string | undefined> {
  if (found.text === RELEASED) return undefined;
  const owner = readOwner(found.text);
  if (owner === undefined) {
    return within(host.now() - found.changedAt, 'somebody who left no readable name');
  }
  const self = await host.locks.self();
  if (owner.machine !== self.machine || owner.namespace !== self.namespace) {
    return within(host.now() - owner.at, `${nameOf(owner)} on ${printable(owner.machine, 80)}`);
  }
  if (differ(owner.boot, self.boot)) return undefined;
  const seconds = (host.locks.ticks() - owner.ticks) / 1000;
  // A clock that starts with the machine shows less only after another start.
  if (seconds < 0 || !(await lives(host, owner))) return undefined;
  return within(seconds, nameOf(owner));
}

/** Who wrote this record, in words, while that process lives on this machine, however long ago it was. */
export async function livingOwner(
  { locks }: Pick<Host, 'locks'>,
  text: string,
): Promise<string | undefined> {
  const owner = readOwner(text);
  if (owner === undefined) return undefined;
  const self = await locks.self();
  const isHere = owner.machine === self.machine && owner.namespace === self.namespace;
  if (!isHere || differ(owner.boot, self.boot)) return undefined;
  return (await lives({ locks }, owner)) ? nameOf(owner) : undefined;
}

/** A time in the future counts as one in the past: it was written before somebody set the clock. */
function within(seconds: number, holder: string): string | undefined {
  const age = Math.abs(seconds);
  return age > LEASE_SECONDS ? undefined : `${holder}, for ${Math.floor(age)} s now`;
}

/** The same pid is not yet the same process. */
async function lives({ locks }: Pick<Host, 'locks'>, owner: Owner): Promise<boolean> {
  const process = await locks.running(owner.pid);
  return process !== undefined && !differ(owner.started, process.started);
}

/** What one of the two does not say proves nothing. */
function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function nameOf({ pid }: Owner): string {
  return `process ${pid}`;
}

function readOwner(text: string): Owner | undefined {
  const raw = readJsonObject(text);
  if (!isObject(raw)) return undefined;
  const { pid, at, ticks } = raw;
  const machine = readString(raw, 'machine');
  if (!isPid(pid) || typeof at !== 'number' || typeof ticks !== 'number' || machine === undefined) {
    return undefined;
  }
  const started = readString(raw, 'started');
  const boot = readString(raw, 'boot');
  const namespace = readString(raw, 'namespace');
  return {
    pid,
    at,
    ticks,
    machine,
    ...(started !== undefined && { started }),
    ...(boot !== undefined && { boot }),
    ...(namespace !== undefined && { namespace }),
  };
}

/** 0 and negative numbers would ask after whole groups of processes. */
function isPid(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
