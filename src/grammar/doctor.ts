import type { Spec } from './spec.js';

export const doctor = {
  path: ['doctor'],
  summary: 'look for what is wrong on this machine, and mend what can be mended safely',
  details: `Looks at the credential in use and what it shadows, variables, logins, the keychain, files and their modes,
locks, versions, injected code, the proxy, DNS, the server's certificate and the clock. It asks the server for nothing but the
time, and sends it no credential; in the keychain it writes an item of its own and deletes it again.

Each line is ok, a note (nothing wrong), a warning (it will surprise somebody), broken, or skipped.

With --fix it sets modes of files of yours that others can read or change, removes what killed processes left
behind, lets go of dead locks, says what it did, and looks again. It never deletes a credential, never touches what
belongs to another user, and edits no shell file.

Exit codes: 7 when there is a warning or something is broken; else 6 when a file or the keychain could not be
looked at; else 5 when the network did not answer; else 0. What says no (no such host, connection refused,
a bad certificate) is broken; what says nothing could not be looked at.`,
  arguments: [],
  flags: [
    { name: 'fix', kind: 'switch', summary: 'mend what can be mended safely, then look again' },
    { name: 'offline', kind: 'switch', summary: 'leave the network alone' },
  ],
  examples: [
    { command: 'ant doctor', does: 'what is wrong here?' },
    { command: 'ant doctor --fix', does: 'mend modes, dead locks and leftovers' },
    {
      command: 'ant doctor --json | jq -r \'.checks[] | select(.state == "broken") | .because\'',
      does: 'what is broken, for a script',
    },
  ],
} as const satisfies Spec;
