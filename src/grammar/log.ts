import type { Spec } from './spec.js';

export const log = {
  path: ['log'],
  summary: 'show what ant has done with credentials here, or check that record',
  details: `Every login, refresh, exchange, printed token, exec and logout is recorded on this machine, with who asked for
it and never a secret. Each line holds the hash of the one before it: "ant log verify" finds a line that was
changed, removed, moved or cut off, names the first one, and exits 7.

Without --profile it shows all profiles. ANT_LOG=off records nothing. docs/event-log.md has the format.`,
  arguments: [
    {
      name: 'action',
      summary: 'what to do instead of showing it',
      required: false,
      choices: ['verify'],
    },
  ],
  flags: [
    {
      name: 'limit',
      kind: 'text',
      takes: 'N',
      summary: 'show the newest N events (default: 20)',
    },
  ],
  examples: [
    { command: 'ant log', does: 'who asked for a token here, and when' },
    { command: 'ant log verify', does: 'check that nobody touched the record' },
    { command: 'ant log --json --limit 1000 --profile ci', does: 'the same for a script' },
  ],
} as const satisfies Spec;
