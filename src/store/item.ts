import { sha256 } from '../digest.js';
import type { Host, Keychain, KeychainAnswer } from '../host.js';
import type { Secret } from '../secret.js';
import type { Refusal } from './keychain-calls.js';
import { itemAccount } from './keychain-items.js';
import type { Shelf } from './login.js';
import { getWhole, removeWhole, setWhole } from './parts.js';

type Machine = Pick<Host, 'files' | 'keychain' | 'platform' | 'now'>;

/** A value, and when it was read, in epoch seconds. */
type Known = { readonly value: Secret; readonly at: number };

/**
 * What this process has read, by account. Good while the note beside the locks names the very same value:
 * the note is gone before anything is written, and back only after it was.
 */
const known = new WeakMap<Keychain, Map<string, Known>>();

/**
 * Seconds. Long enough for one command; short enough that a program which runs for hours asks again before
 * it spends a refresh token whose successor a keychain that was locked meanwhile would not take.
 */
const GOOD_FOR = 10;

/** A login's item. Asks the keychain once a command, and again when somebody has changed the item since. */
export async function readItem(
  host: Machine,
  shelf: Shelf,
): Promise<KeychainAnswer<Secret | undefined>> {
  const account = itemAccount(shelf);
  const memory = memoryOf(host);
  const before = memory.get(account);
  const isRecent = before !== undefined && Math.abs(host.now() - before.at) < GOOD_FOR;
  if (isRecent && (await isStillThere(host, shelf, before.value))) {
    return { state: 'ok', value: before.value };
  }
  const at = host.now();
  const answer = await getWhole(host, account);
  if (answer.state === 'ok' && answer.value) memory.set(account, { value: answer.value, at });
  return answer;
}

/** Keeps a login's item. To be called under the login's lock, where there is a login already. */
export async function writeItem(
  host: Machine,
  shelf: Shelf,
  secret: Secret,
): Promise<Refusal | undefined> {
  await dropNote(host, shelf);
  const refusal = await setWhole(host, itemAccount(shelf), secret);
  if (refusal !== undefined) return refusal;
  await host.files
    .write(notePath(shelf), sha256(secret.reveal()), { mode: 0o600, directoryMode: 0o700 })
    // Without a note everybody asks the keychain each time.
    .catch(() => undefined);
  return undefined;
}

/** Removes a login's item. `value` is false when there was none (or the keychain hid it). */
export async function removeItem(host: Machine, shelf: Shelf): Promise<KeychainAnswer<boolean>> {
  await dropNote(host, shelf);
  return removeWhole(host, itemAccount(shelf));
}

async function isStillThere({ files }: Machine, shelf: Shelf, value: Secret): Promise<boolean> {
  const note = await files.read(notePath(shelf)).catch(() => undefined);
  return note?.text === sha256(value.reveal());
}

/** A token that has been granted is kept, whatever the disk says. */
async function dropNote({ files }: Machine, shelf: Shelf): Promise<void> {
  await files.remove(notePath(shelf)).catch(() => undefined);
}

function notePath({ configDir, profile }: Shelf): string {
  return `${configDir}/locks/keychain/${profile}`;
}

function memoryOf({ keychain }: Machine): Map<string, Known> {
  const memory = known.get(keychain) ?? new Map<string, Known>();
  known.set(keychain, memory);
  return memory;
}
