import type { Flag, Spec } from './spec.js';

const port = {
  name: 'port',
  kind: 'port',
  takes: 'PORT',
  summary: 'the port the sandbox listens on (default: 8421)',
} as const satisfies Flag;

export const sandboxStart = {
  path: ['sandbox', 'start'],
  summary: 'run a local Claude Platform',
  details: `Runs until you press Ctrl-C. It listens on loopback only, its tokens start with
sk-ant-oat01-sandbox- and work nowhere else, and no other command uses it unless told to:

  eval "$(ant sandbox env)"     in another terminal points ant and the SDKs at it

Without --seed it holds two organizations, one person, and an issuer and a rule for each platform that
"ant sandbox mint" knows. With --state it remembers logins, tokens and history between runs.
The format of a seed is described in docs/sandbox.md.`,
  arguments: [],
  flags: [
    { ...port, summary: 'listen on this port; 0 takes any free one (default: 8421)' },
    {
      name: 'seed',
      kind: 'text',
      takes: 'FILE',
      completes: 'file',
      summary: 'organizations, people, issuers and rules to start with',
    },
    {
      name: 'state',
      kind: 'text',
      takes: 'FILE',
      completes: 'file',
      summary: 'keep what happens in this file',
    },
  ],
  examples: [
    { command: 'ant sandbox start', does: 'a platform to try things on' },
    { command: 'ant sandbox start --seed acme.json', does: 'your own organizations and rules' },
  ],
} as const satisfies Spec;

export const sandboxMint = {
  path: ['sandbox', 'mint'],
  summary: 'print an identity token as a CI system or cloud would issue it',
  details: `The running sandbox signs it, with the real platform's issuer and claims and the sandbox's own
key: rules treat it as they would the real one, and the real platform refuses it.

A claim's value is text. One that starts with { or [ is read as JSON; iat, exp and nbf are numbers.`,
  arguments: [],
  flags: [
    {
      name: 'issuer',
      kind: 'text',
      takes: 'NAME',
      summary: 'the name of an issuer in the sandbox, as in github-actions',
    },
    {
      name: 'sub',
      kind: 'text',
      takes: 'SUBJECT',
      summary: 'whom the token is about (default: one that the default rule accepts)',
    },
    {
      name: 'claim',
      kind: 'list',
      takes: 'NAME=VALUE',
      summary: 'set one claim; repeat for more',
    },
    {
      name: 'ttl',
      kind: 'seconds',
      takes: 'DURATION',
      summary: 'how long it is good for (default: what the platform grants)',
    },
    {
      name: 'audience',
      kind: 'text',
      takes: 'AUDIENCE',
      summary:
        'whom it is for (default: https://api.anthropic.com, where the platform can do that)',
    },
    port,
  ],
  examples: [
    {
      command: 'ant sandbox mint --issuer github-actions --sub repo:acme/api:pull_request',
      does: 'what a pull request of acme/api would present',
    },
    {
      command:
        'ant sandbox mint --issuer github-actions | ant federation exchange --identity-token-file - --federation-rule fdrl_01SandboxGithubActions --organization-id 5a5db0c5-0000-4000-8000-000000000001',
      does: 'exchange one at once, by a rule that the sandbox has of itself',
    },
  ],
} as const satisfies Spec;

export const sandboxHistory = {
  path: ['sandbox', 'history'],
  summary: 'show every exchange the sandbox looked at, and why it said no',
  details: `The platform answers every denied exchange with the same words, and shows the reason in the
Console's history only. This is the sandbox's.`,
  arguments: [],
  flags: [port],
  examples: [{ command: 'ant sandbox history', does: 'why was that exchange denied?' }],
} as const satisfies Spec;

export const sandboxEnv = {
  path: ['sandbox', 'env'],
  summary: 'print the variables that point ant and the SDKs at the sandbox',
  details: `Also sets another configuration directory, so that your real logins are never touched.`,
  arguments: [],
  flags: [
    port,
    {
      name: 'shell',
      kind: 'choice',
      choices: ['sh', 'fish', 'powershell', 'cmd', 'dotenv'],
      summary: 'quote the lines for this shell (default: sh)',
    },
  ],
  examples: [{ command: 'eval "$(ant sandbox env)"', does: 'use the sandbox in this shell' }],
} as const satisfies Spec;

export const sandboxDemo = {
  path: ['sandbox', 'demo'],
  summary: 'see the whole story in a minute, on a sandbox of its own',
  details: `Starts a sandbox on a free port, signs in through its consent page, calls the API, exchanges an
identity token as GitHub Actions issues it, shows whoami, shows a denial and its reason, and signs out.
Leaves nothing behind.`,
  arguments: [],
  flags: [],
  examples: [{ command: 'ant sandbox demo', does: 'watch it work' }],
} as const satisfies Spec;

export const sandboxSpecs = [
  sandboxStart,
  sandboxMint,
  sandboxHistory,
  sandboxEnv,
  sandboxDemo,
] as const satisfies readonly Spec[];
