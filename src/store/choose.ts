import type { Host } from '../host.js';
import { keychainError, probe } from './keychain-calls.js';
import type { Backend } from './login.js';

/** Where a login will rest, and a line for the person when that is not what they may expect. */
export type Choice = { readonly backend: Backend; readonly notice?: string };

/**
 * Settles where a login will rest, before anybody opens a browser: an item is written to the keychain,
 * read back and deleted. On a machine without a keychain that is a file, unless something else was
 * asked for. A keychain that is there and does not serve is an `AntError('keychain')`.
 */
export async function chooseBackend(
  host: Pick<Host, 'keychain' | 'platform' | 'random'>,
  wanted?: Backend,
): Promise<Choice> {
  if (wanted === 'file') return { backend: 'file' };
  const refusal = await probe(host, `probe/${hex(host.random(8))}`);
  if (refusal === undefined) return { backend: wanted ?? 'split' };
  if (refusal.state !== 'absent' || wanted !== undefined) {
    throw keychainError(host.platform, refusal);
  }
  return {
    backend: 'file',
    notice: `no keychain here (${refusal.because}): the login is kept in a file that only you can read; where there is a keychain, --store split keeps its refresh token there`,
  };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
