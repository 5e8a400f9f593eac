import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import type { Secret } from '../secret.js';
import { readItem, removeItem, writeItem } from './item.js';
import { keychainError, probe, type Refusal } from './keychain-calls.js';
import { decodeItem, type ItemContent, itemAccount } from './keychain-items.js';
import type { Shelf } from './login.js';

type Machine = Pick<Host, 'files' | 'keychain' | 'platform' | 'now'>;

/** Looks for a login's item. A locked Secret Service hides its items; only a write tells that from a lost one. */
export async function lookUp(host: Machine, shelf: Shelf): Promise<Secret | undefined | Refusal> {
  const answer = await readItem(host, shelf);
  if (answer.state !== 'ok') return answer;
  return answer.value ?? (await probeShelf(host, shelf));
}

/** Whether the keychain serves at all: see `probe`. */
export function probeShelf(host: Machine, shelf: Shelf): Promise<Refusal | undefined> {
  return probe(host, `${itemAccount(shelf)}/probe`);
}

/**
 * What a login's item holds. A keychain that does not serve, or has lost what must be there, and an item
 * that `ant` did not write, is an `AntError('keychain')`.
 */
export async function findItem(
  host: Machine,
  shelf: Shelf,
  { mustBeThere }: { readonly mustBeThere: boolean },
): Promise<ItemContent | undefined> {
  const found = await lookUp(host, shelf);
  if (found !== undefined && !('state' in found)) {
    return decodeItem(shelf, found) ?? foreignItem(shelf);
  }
  throwUnlessNone(host, found, mustBeThere);
  if (mustBeThere) throw removedItem(shelf);
  return undefined;
}

/** A machine without a keychain is only in the way of what must be in one. */
export function throwUnlessNone(
  host: Pick<Host, 'platform'>,
  refusal: Refusal | undefined,
  mustBeThere: boolean,
): void {
  if (refusal === undefined) return;
  if (mustBeThere || refusal.state !== 'absent') throw keychainError(host.platform, refusal);
}

function foreignItem(shelf: Shelf): never {
  throw new AntError(
    'keychain',
    `the keychain item ${itemAccount(shelf)} holds something that ant did not write`,
    { hint: `look at it, delete it, and run: ant auth login --profile ${shelf.profile}` },
  );
}

/** What must rest in the keychain does not. */
export function removedItem({ profile }: Shelf): AntError {
  return new AntError(
    'keychain',
    `the keychain item of profile "${profile}" is gone: something other than ant removed it`,
    { hint: `run: ant auth login --profile ${profile}` },
  );
}

/** Keeps a login's item, or throws an `AntError('keychain')`. */
export async function keepItem(host: Machine, shelf: Shelf, secret: Secret): Promise<void> {
  const refusal = await writeItem(host, shelf, secret);
  if (refusal !== undefined) throw keychainError(host.platform, refusal);
}

/** Deletes a login's item; where there is no keychain there is nothing to delete. */
export async function dropItem(host: Machine, shelf: Shelf): Promise<void> {
  const answer = await removeItem(host, shelf);
  if (answer.state !== 'ok') throwUnlessNone(host, answer, false);
}
