import type { KeychainAnswer } from '../host.js';
import { printable } from '../printable.js';

export type Refusal = Exclude<KeychainAnswer<never>, { readonly state: 'ok' }>;

/** What libsecret, macOS and Windows say, and what it means. First match wins. */
const MEANINGS: readonly (readonly [RegExp, Refusal['state'], string])[] = [
  [
    /autolaunch D-Bus|DBUS_SESSION_BUS_ADDRESS|dbus-launch|spawn a message bus/i,
    'absent',
    'there is no D-Bus session here',
  ],
  [/^Could not connect/i, 'absent', 'the D-Bus session is gone'],
  [
    /org\.freedesktop\.secrets|ServiceUnknown/i,
    'absent',
    'no Secret Service (such as gnome-keyring) is running',
  ],
  [/keychain is available|default keychain could not be found/i, 'absent', 'there is no keychain'],
  [/logon session does not exist/i, 'absent', 'this logon session has no credential store'],
  [/locked|interaction is not allowed/i, 'locked', 'the keychain is locked'],
  [/dismissed|cancel/i, 'denied', 'the prompt to unlock the keychain was dismissed'],
  [
    /passphrase you entered is not correct|access is denied|AccessDenied/i,
    'denied',
    'the keychain did not allow it',
  ],
  [/timeout was reached|timed out|NoReply/i, 'hung', 'the keychain does not answer'],
];

/** Sorts a keychain's error text into the states that we treat differently. */
export function refusalOf(message: string): Refusal {
  const found = MEANINGS.find(([pattern]) => pattern.test(message));
  if (found === undefined) return { state: 'failed', because: printable(message) };
  const [, state, because] = found;
  return { state, because };
}
