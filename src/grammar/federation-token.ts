import { IDENTITY_TOKEN_FLAGS } from './federation-inputs.js';
import type { Spec } from './spec.js';

export const federationToken = {
  path: ['federation', 'token'],
  summary: 'print this workload’s identity token, or keep a file of it fresh',
  details: `The identity token is the one that \`ant federation exchange\` would send; it is checked, and nothing is
exchanged. With --out it is written to a file of mode 0600 instead, whole at every moment.

--watch goes on: before the token ends (at four fifths of its life, and a minute before) the file gets a new
one. That is what the identity_token file of the official SDKs needs in a job that outlasts its token. It
stops when the program that started it has ended, or is asked to with SIGTERM, and leaves the file. When no
new token is to be had it tries again for as long as the old one is good, and then fails.`,
  arguments: [],
  flags: [
    ...IDENTITY_TOKEN_FLAGS,
    {
      name: 'out',
      kind: 'text',
      takes: 'FILE',
      completes: 'file',
      summary: 'write the identity token to this file instead of printing it',
    },
    { name: 'watch', kind: 'switch', summary: 'keep the file fresh (with --out)' },
  ],
  examples: [
    {
      command: 'ant federation token | cut -d. -f2 | base64 -d 2>/dev/null',
      does: 'what this job’s identity token claims',
    },
    {
      command: 'ant federation token --watch --out /run/anthropic/identity-token',
      does: 'beside a program whose SDK reads that file',
    },
  ],
} as const satisfies Spec;
