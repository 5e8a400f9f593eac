import type { Spec } from './spec.js';

export const whoami = {
  path: ['whoami'],
  summary: 'say which credential is used here, and why the others are not',
  details: `Looks at flags, variables and profiles in the order ant uses them, strongest first, and gives each one
its standing: it wins, is shadowed, blocks what is below it, is broken, or is absent.
Nothing is sent unless --verify is given. Exits 3 when there is no usable credential.

With --verify the exit code is 4 when the platform refuses the credential, 5 when it could not be asked,
and 7 when its answer differs from what is believed here.`,
  arguments: [],
  flags: [
    { name: 'verify', kind: 'switch', summary: 'ask the platform, and compare' },
    {
      name: 'ignore-env',
      kind: 'switch',
      summary: 'leave credential variables out of account, so that --profile can win over them',
    },
  ],
  examples: [
    { command: 'ant whoami', does: 'who am I, until when, and why' },
    { command: 'ant whoami --json | jq -r .winner.organization.id', does: 'the same for a script' },
    { command: 'ant whoami --verify', does: 'ask the platform as well' },
  ],
} as const satisfies Spec;
