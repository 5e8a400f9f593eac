import { AntError } from '../errors.js';
import type { Host, KeychainAnswer } from '../host.js';
import { printable } from '../printable.js';
import { Secret } from '../secret.js';

type Machine = Pick<Host, 'keychain'>;

/** The keychain did not serve. */
export type Refusal = Exclude<KeychainAnswer<never>, { readonly state: 'ok' }>;

/** Writes an item and reads it back, because some keychains say yes and keep nothing. */
export async function tryToKeep(
  { keychain }: Machine,
  account: string,
  secret: Secret,
): Promise<Refusal | undefined> {
  const written = await keychain.set(account, secret);
  if (written.state !== 'ok') return written;
  const read = await keychain.get(account);
  if (read.state !== 'ok') return read;
  return read.value?.reveal() === secret.reveal() ? undefined : FORGETFUL;
}

/**
 * Writes an item, reads it back and deletes it; `undefined` when all three worked. A locked Secret
 * Service shows itself only here: asked for an item, it says that there is none.
 */
export async function probe(host: Machine, account: string): Promise<Refusal | undefined> {
  const { keychain } = host;
  const written = await keychain.set(account, new Secret(account));
  if (written.state !== 'ok') return written;
  const read = await keychain.get(account);
  const removed = await keychain.remove(account);
  if (read.state !== 'ok') return read;
  if (removed.state !== 'ok') return removed;
  const kept = read.value?.reveal() === account && removed.value;
  return kept ? undefined : FORGETFUL;
}

/** An `AntError('keychain')` that says what the keychain did and how to get past it. */
export function keychainError(platform: Host['platform'], { state, because }: Refusal): AntError {
  const mend = state === 'locked' ? UNLOCK[platform] : MEND[state];
  return new AntError('keychain', `the keychain is ${WORDS[state]}: ${printable(because)}`, {
    hint: `${mend}, or keep the login in a file: ant auth login --store file`,
  });
}

const FORGETFUL: Refusal = {
  state: 'failed',
  because: 'it did not give back what was written to it',
};

const WORDS = {
  absent: 'missing',
  locked: 'locked',
  denied: 'closed to ant',
  hung: 'not answering',
  failed: 'not working',
} as const satisfies Record<Refusal['state'], string>;

const MEND = {
  absent: 'run it where a keychain is, as in your desktop session',
  denied: 'run it again and allow ant to use the keychain',
  hung: 'restart the keychain service, or answer the prompt it may be showing',
  failed: 'look at the keychain with the tool your system has for it',
} as const;

const UNLOCK = {
  linux: 'unlock the login keyring (sign in to the desktop, or gnome-keyring-daemon --unlock)',
  darwin: 'run: security unlock-keychain',
  win32: 'sign in to Windows at the machine itself',
} as const satisfies Record<Host['platform'], string>;
