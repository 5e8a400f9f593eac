import type { Spec } from './spec.js';

export const authStore = {
  path: ['auth', 'store'],
  summary: 'show where secrets rest, or move them',
  details: `Says of each profile where its refresh token and its access token rest, and whether they are there.
Never shows a secret. Asks the keychain, so it may prompt.`,
  arguments: [
    { name: 'action', summary: 'what to do', required: false, choices: ['show', 'move'] },
  ],
  flags: [],
  examples: [
    { command: 'ant auth store', does: 'show every profile’s places' },
    { command: 'ant auth store show --profile work --json', does: 'one profile’s, for a script' },
  ],
} as const satisfies Spec;

export const authStoreMove = {
  path: ['auth', 'store', 'move'],
  summary: 'move a login to another store',
  details: `Moves the tokens of one profile. They are whole in the new place, and read back, before the profile
points there; only then are they deleted from the old one. Interrupted, it leaves a login that works: run it
again.

  split      refresh token in the system keychain, access token in a private file
  keychain   both in the system keychain; the official SDKs do not read it
  file       both in a private file, as the official tools have it

Where another tool has signed in since, the later login is the one that moves, and the older one goes.`,
  arguments: [
    {
      name: 'backend',
      summary: 'where to',
      required: true,
      choices: ['split', 'keychain', 'file'],
    },
  ],
  flags: [],
  examples: [
    { command: 'ant auth store move split', does: 'take the refresh token off the disk' },
    { command: 'ant auth store move file --profile ci', does: 'keep it as the official tools do' },
  ],
} as const satisfies Spec;

export const authTrust = {
  path: ['auth', 'trust'],
  summary: 'let a login’s access token be sent to another address',
  details: `A login belongs to the address that issued it. A profile, a variable or a flag that points elsewhere is
refused, whoever wrote it, until you say here that the other address may have the access token. The decision is
kept beside the token, never in the profile, and ends with the login.

The refresh token stays with the address that issued it. Only for a login that another tool made, which does
not say where it was issued, is the address trusted here taken for it.

Without ORIGIN it lists what is trusted.`,
  arguments: [
    { name: 'origin', summary: 'an address such as https://gateway.example', required: false },
  ],
  flags: [
    { name: 'remove', kind: 'switch', summary: 'trust it no longer' },
    { name: 'yes', kind: 'switch', summary: 'do not ask for confirmation' },
  ],
  examples: [
    { command: 'ant auth trust https://gateway.example', does: 'allow it, after a question' },
    { command: 'ant auth trust', does: 'list what is trusted' },
    { command: 'ant auth trust --remove https://gateway.example', does: 'take it back' },
  ],
} as const satisfies Spec;
