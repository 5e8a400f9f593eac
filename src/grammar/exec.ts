import { IDENTITY_TOKEN_FLAGS, RULE_FLAGS } from './federation-inputs.js';
import type { Spec } from './spec.js';

export const exec = {
  path: ['exec'],
  summary: 'run a program with exactly one credential, kept fresh while it runs',
  details: `The program finds the credential that \`ant whoami\` names, as a profile in a private directory: the
official SDKs and Claude Code read it there (the official ant needs --env). ant renews the access token for as long
as the program runs; the refresh token never leaves ant. Variables that would win over it are withheld, and named.
With the flags of \`ant federation exchange\` the program has the token that such an exchange buys instead.

The program has the terminal, its signals and its exit code. Output that does not go to a terminal has the
token masked. Words after the program are its own, flags included; put -- before it when it starts with a dash.`,
  arguments: [
    {
      name: 'command',
      summary: 'the program, and the words for it',
      required: true,
      many: true,
      passThrough: true,
      completes: 'file',
    },
  ],
  flags: [
    {
      name: 'env',
      kind: 'switch',
      summary:
        'set ANTHROPIC_AUTH_TOKEN instead, for programs that know no profiles; never renewed',
    },
    { name: 'no-mask', kind: 'switch', summary: 'hand the output through as it is' },
    {
      name: 'ignore-env',
      kind: 'switch',
      summary: 'leave credential variables out of account, so that --profile can win over them',
    },
    ...IDENTITY_TOKEN_FLAGS,
    ...RULE_FLAGS,
  ],
  examples: [
    { command: 'ant exec -- npm run agent', does: 'run a program as whoever is signed in' },
    { command: 'ant exec --profile ci -- python agent.py', does: 'as another profile' },
    {
      command: 'ant exec --source github-actions --federation-rule fdrl_… -- python agent.py',
      does: 'as the workload that this job is',
    },
    { command: 'ant exec --env -- ./old-tool', does: 'hand the token over in a variable' },
  ],
} as const satisfies Spec;
