import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import type { Secret } from '../secret.js';
import { keychainError, probe, type Refusal } from './keychain-calls.js';
import { itemAccount } from './keychain-items.js';
import type { Shelf } from './login.js';

type Machine = Pick<Host, 'keychain' | 'platform'>;

/** The two items of a login. */
export type ItemName = 'refresh' | 'access';

/** Looks for an item. A locked Secret Service hides its items; only a write tells that from a lost one. */
export async function lookUp(
  host: Machine,
  shelf: Shelf,
  item: ItemName,
): Promise<Secret | undefined | Refusal> {
  const answer = await host.keychain.get(itemAccount(shelf, item));
  if (answer.state !== 'ok') return answer;
  return answer.value ?? (await probe(host, itemAccount(shelf, 'probe')));
}

type Wanted = {
  readonly item: ItemName;
  /** Whether its absence is a fault. */
  readonly mustBeThere: boolean;
};

/** The same, where a keychain that does not serve, or has lost what must be there, is an `AntError('keychain')`. */
export async function findItem(
  host: Machine,
  shelf: Shelf,
  { item, mustBeThere }: Wanted,
): Promise<Secret | undefined> {
  const found = await lookUp(host, shelf, item);
  if (found !== undefined && !('state' in found)) return found;
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

/** Throws: under our name lies something that we did not write. */
export function foreignItem(shelf: Shelf, item: ItemName): never {
  throw new AntError(
    'keychain',
    `the keychain item ${itemAccount(shelf, item)} holds something that ant did not write`,
    { hint: `look at it, delete it, and run: ant auth login --profile ${shelf.profile}` },
  );
}

function removedItem({ profile }: Shelf): AntError {
  return new AntError(
    'keychain',
    `the keychain item of profile "${profile}" is gone: something other than ant removed it`,
    { hint: `run: ant auth login --profile ${profile}` },
  );
}

/** Deletes an item; where there is no keychain there is nothing to delete. */
export async function removeItem(host: Machine, account: string): Promise<void> {
  const answer = await host.keychain.remove(account);
  if (answer.state !== 'ok' && answer.state !== 'absent') {
    throw keychainError(host.platform, answer);
  }
}

/** What was deleted, in words, and why not more was. */
export type Removal = { readonly removed: readonly string[]; readonly refusal?: Refusal };

/** Stops at the first refusal: a keychain that hangs would make every further call wait as long. */
export async function removeItems(
  { keychain }: Machine,
  shelf: Shelf,
  items: readonly ItemName[],
): Promise<Removal> {
  const removed: string[] = [];
  for (const item of items) {
    const answer = await keychain.remove(itemAccount(shelf, item));
    if (answer.state !== 'ok') return { removed, refusal: answer };
    if (answer.value) removed.push(`the ${item} token in the keychain`);
  }
  return { removed };
}
