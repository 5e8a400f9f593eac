import type { Spec } from './spec.js';

/** What `--for` takes: those of `clients/client.ts`, which test/guards/same-lists.test.ts holds equal. */
const CLIENTS = [
  'all',
  'typescript-sdk',
  'python-sdk',
  'go-sdk',
  'java-sdk',
  'ruby-sdk',
  'csharp-sdk',
  'php-sdk',
  'ant-official',
  'claude-code',
  'agent-sdk',
] as const;

export const whoami = {
  path: ['whoami'],
  summary: 'say which credential is used, here or by other clients, and why',
  details: `Looks at flags, variables and profiles in the order ant uses them, strongest first, and gives each one
its standing: it wins, is shadowed, blocks what is below it, is broken, or is absent.
Nothing is sent unless --verify is given. Exits 3 when there is no usable credential.

--for says what other clients on this machine would send for a call made now, where they disagree, and what
makes them agree: all of them, or one as in typescript-sdk@0.137.0. Without a release it is the newest; with
--installed, or as in python-sdk@installed, the one that is found in this project or on this machine.
A release is looked up only then: it reads lock files and may start the client to ask for its version.

With --verify the exit code is 4 when the platform refuses the credential, 5 when it could not be asked,
and 7 when its answer differs from what is believed here.

A snapshot holds all that decided, without a secret, for somebody else to replay. It names the organization,
the account and the paths in question; the home directory is written as ~ unless --keep-paths is given.`,
  arguments: [],
  flags: [
    {
      name: 'for',
      kind: 'list',
      takes: 'CLIENT[@RELEASE]',
      suggests: CLIENTS,
      summary: 'say what this client would send; all for every one',
    },
    {
      name: 'installed',
      kind: 'switch',
      summary: 'with --for: the releases that are installed here',
    },
    { name: 'explain', kind: 'switch', summary: 'show the evidence for each line' },
    { name: 'verify', kind: 'switch', summary: 'ask the platform, and compare' },
    {
      name: 'ignore-env',
      kind: 'switch',
      summary: 'leave credential variables out of account, so that --profile can win over them',
    },
    {
      name: 'snapshot',
      kind: 'text',
      takes: 'FILE',
      completes: 'file',
      summary: 'also write all that decided, redacted, to a new file',
    },
    {
      name: 'keep-paths',
      kind: 'switch',
      summary: 'with --snapshot: leave the home directory in the paths',
    },
    {
      name: 'replay',
      kind: 'text',
      takes: 'FILE',
      completes: 'file',
      summary: 'answer for the machine of a snapshot instead of this one',
    },
  ],
  examples: [
    { command: 'ant whoami', does: 'who am I, until when, and why' },
    { command: 'ant whoami --for all', does: 'what every client would send from this shell' },
    {
      command: 'ant whoami --for claude-code --for typescript-sdk@0.137.0',
      does: 'these two, side by side',
    },
    { command: 'ant whoami --json | jq -r .winner.organization.id', does: 'the same for a script' },
    { command: 'ant whoami --verify', does: 'ask the platform as well' },
    {
      command: 'ant whoami --for all --snapshot report.json',
      does: 'something to send to support',
    },
  ],
} as const satisfies Spec;
