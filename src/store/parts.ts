import { sha256 } from '../digest.js';
import type { Host, KeychainAnswer } from '../host.js';
import { isObject, readJsonObject } from '../json.js';
import { Secret } from '../secret.js';
import { type Refusal, tryToKeep } from './keychain-calls.js';

type Machine = Pick<Host, 'keychain' | 'platform'>;

/** `CRED_MAX_CREDENTIAL_BLOB_SIZE` of Windows, in bytes; the other keychains take whatever we have. */
const MOST_BYTES: Partial<Record<Host['platform'], number>> = { win32: 2560 };

/**
 * What an item holds whose value was too large for it: where the parts lie and what they make together.
 * Writes take turns between two slots, so that the parts in use are never written over.
 */
type Header = { readonly slot: 'a' | 'b'; readonly count: number; readonly sha256: string };

/** The value under `account`, put together where it lies in parts. Never one of two writes mixed. */
export async function getWhole(
  host: Machine,
  account: string,
): Promise<KeychainAnswer<Secret | undefined>> {
  // Under our eyes somebody may write the next value, and then the one after it into the first one's slot.
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const answer = await host.keychain.get(account);
    const header = answer.state === 'ok' && answer.value && readHeader(answer.value);
    if (!header) return answer;
    const joined = await join(host, account, header);
    if (joined.state !== 'ok' || joined.value !== undefined) return joined;
  }
  return { state: 'failed', because: 'parts of the login in it are missing, or of another login' };
}

/**
 * Keeps a value of ASCII text, in parts where one item is too small. The item itself is written last: up to
 * then the value before is the one that is read, whenever this is cut short.
 */
export async function setWhole(
  host: Machine,
  account: string,
  secret: Secret,
): Promise<Refusal | undefined> {
  const most = MOST_BYTES[host.platform];
  if (most === undefined) return tryToKeep(host, account, secret);
  const before = await headerAt(host, account);
  if (before.state !== 'ok') return before;
  const slot = before.value?.slot === 'a' ? 'b' : 'a';
  const parts = slices(secret.reveal(), most);
  for (const [index, part] of parts.entries()) {
    const refusal = await tryToKeep(host, partName(account, slot, index + 1), new Secret(part));
    if (refusal !== undefined) return refusal;
  }
  const header: Header = { slot, count: parts.length, sha256: sha256(secret.reveal()) };
  const item = parts.length === 0 ? secret : new Secret(JSON.stringify({ parts: header }));
  const refusal = await tryToKeep(host, account, item);
  // Nothing reads the old parts any more; what cannot be removed goes with the next logout.
  if (refusal === undefined && before.value) await removeParts(host, account, before.value);
  return refusal;
}

/** Removes it with all its parts, also those of a write that was cut short. */
export async function removeWhole(
  host: Machine,
  account: string,
): Promise<KeychainAnswer<boolean>> {
  if (MOST_BYTES[host.platform] === undefined) return host.keychain.remove(account);
  const header = await headerAt(host, account);
  if (header.state !== 'ok') return header;
  for (const slot of ['a', 'b'] as const) {
    const count = header.value?.slot === slot ? header.value.count : 0;
    const refusal = await removeParts(host, account, { slot, count });
    if (refusal !== undefined) return refusal;
  }
  return host.keychain.remove(account);
}

async function join(
  { keychain }: Machine,
  account: string,
  header: Header,
): Promise<KeychainAnswer<Secret | undefined>> {
  let text = '';
  for (let n = 1; n <= header.count; n += 1) {
    const answer = await keychain.get(partName(account, header.slot, n));
    if (answer.state !== 'ok') return answer;
    text += answer.value?.reveal() ?? '';
  }
  return { state: 'ok', value: sha256(text) === header.sha256 ? new Secret(text) : undefined };
}

async function headerAt(
  { keychain }: Machine,
  account: string,
): Promise<KeychainAnswer<Header | undefined>> {
  const answer = await keychain.get(account);
  if (answer.state !== 'ok') return answer;
  return { state: 'ok', value: answer.value && readHeader(answer.value) };
}

/** From the last to the first, so that what an interruption leaves is found by counting up from 1. */
async function removeParts(
  { keychain }: Machine,
  account: string,
  { slot, count }: Pick<Header, 'slot' | 'count'>,
): Promise<Refusal | undefined> {
  const remove = (n: number) => keychain.remove(partName(account, slot, n));
  for (let n = count + 1; ; n += 1) {
    const beyond = await remove(n);
    if (beyond.state !== 'ok') return beyond;
    if (!beyond.value) break;
  }
  for (let n = count; n >= 1; n -= 1) {
    const answer = await remove(n);
    if (answer.state !== 'ok') return answer;
  }
  return undefined;
}

/** None where it fits into one item. */
function slices(text: string, most: number): readonly string[] {
  if (text.length <= most) return [];
  const count = Math.ceil(text.length / most);
  return Array.from({ length: count }, (_, n) => text.slice(n * most, (n + 1) * most));
}

function partName(account: string, slot: Header['slot'], n: number): string {
  return `${account}/${slot}${n}`;
}

/** More than the largest answer that is read from a token endpoint makes. */
const MOST_PARTS = 999;

function readHeader(item: Secret): Header | undefined {
  const parts = readJsonObject(item.reveal())?.parts;
  if (!isObject(parts)) return undefined;
  const { slot, count, sha256: digest } = parts;
  if (slot !== 'a' && slot !== 'b') return undefined;
  if (typeof count !== 'number' || !Number.isInteger(count)) return undefined;
  if (count < 1 || count > MOST_PARTS || typeof digest !== 'string') return undefined;
  return { slot, count, sha256: digest };
}
