import { authStore, authStoreMove, authTrust } from './auth-store.js';
import type { Spec } from './spec.js';

export const authLogin = {
  path: ['auth', 'login'],
  summary: 'sign in through the browser',
  details: `Opens the Claude Console, where you choose an organization and a workspace and approve.
Three ways, for three places you may be sitting:

  at this machine                       ant auth login
  over SSH, with a forwarded port       ant auth login --no-browser --callback-port 8765
  anywhere else                         ant auth login --no-browser   (paste the code it shows)

While the browser is open you may also paste the code, or the whole address of a page that failed to
load, into the terminal: whichever arrives first finishes the login.

The refresh token rests in the system keychain where there is one; --store says otherwise.
Nothing is printed on stdout; with --json a summary is, and never a token.`,
  arguments: [],
  flags: [
    { name: 'no-browser', kind: 'switch', summary: 'do not open a browser; print the address' },
    {
      name: 'callback-port',
      kind: 'port',
      takes: 'PORT',
      summary: 'listen on this loopback port for the browser to come back (default: any free one)',
    },
    {
      name: 'timeout',
      kind: 'seconds',
      takes: 'DURATION',
      between: ['1s', '24h'],
      summary:
        'how long to listen for the browser, 1s to 24h (default: 5m); a code alone is waited for without limit',
    },
    {
      name: 'scope',
      kind: 'text',
      takes: 'SCOPES',
      summary: 'ask for these scopes, space separated, instead of the default set',
    },
    {
      name: 'organization-id',
      kind: 'text',
      takes: 'UUID',
      env: 'ANTHROPIC_ORGANIZATION_ID',
      summary: 'sign in to this organization',
    },
    {
      name: 'workspace-id',
      kind: 'text',
      takes: 'WRKSPC',
      env: 'ANTHROPIC_WORKSPACE_ID',
      summary: 'sign in to this workspace (default: choose on the page)',
    },
    {
      name: 'store',
      kind: 'choice',
      choices: ['split', 'keychain', 'file'],
      summary: 'where the secrets rest (default: split where a keychain works, else file)',
    },
    {
      name: 'console-url',
      kind: 'text',
      takes: 'URL',
      env: 'ANTHROPIC_CONSOLE_URL',
      summary: 'the Console to sign in at',
    },
    {
      name: 'client-id',
      kind: 'text',
      takes: 'ID',
      env: 'ANTHROPIC_OAUTH_CLIENT_ID',
      summary: 'the OAuth client to sign in as',
    },
    {
      name: 'accept-mismatch',
      kind: 'switch',
      summary: 'keep a login that came back for another organization or workspace than asked for',
    },
  ],
  examples: [
    { command: 'ant auth login', does: 'sign in and use the profile "default"' },
    {
      command: 'ant auth login --profile admin --scope org:admin',
      does: 'a second login, for the Admin API, under its own name',
    },
    {
      command: 'ant auth login --no-browser --callback-port 8765',
      does: 'on a server, after `ssh -L 8765:localhost:8765 server`',
    },
  ],
} as const satisfies Spec;

export const authLogout = {
  path: ['auth', 'logout'],
  summary: 'forget a login: revoke it where the platform can, then delete it',
  details: `Deletes the tokens of one profile from every place they rest; the profile's settings stay. Before
that it asks the platform that issued them to revoke them. Where that is not offered ant says so, and until
when a copy of the access token would work.

When the platform could not be asked, or did not revoke them, the tokens are deleted here all the same, ant
remembers it until they can no longer work (ant auth store shows it), and the exit code is 5 or 4.`,
  arguments: [],
  flags: [
    {
      name: 'all',
      kind: 'switch',
      summary: 'forget every login, every profile and the choice of the active one',
    },
    { name: 'local', kind: 'switch', summary: 'only delete; do not speak to the platform' },
  ],
  examples: [
    { command: 'ant auth logout', does: 'forget the active profile’s login' },
    { command: 'ant auth logout --profile admin', does: 'forget another one' },
    { command: 'ant auth logout --all --local', does: 'leave nothing on this machine, offline' },
  ],
} as const satisfies Spec;

export const authStatus = {
  path: ['auth', 'status'],
  summary: 'show which credential is used; exits 0 unless --check',
  details: 'The same answer as `ant whoami`, under the official command’s name.',
  arguments: [],
  flags: [
    { name: 'check', kind: 'switch', summary: 'exit 3 when there is no usable credential' },
    { name: 'verify', kind: 'switch', summary: 'ask the platform as well' },
    { name: 'ignore-env', kind: 'switch', summary: 'leave credential variables out of account' },
  ],
  examples: [
    { command: 'ant auth status', does: 'say who you are and why' },
    { command: 'ant auth status --check > /dev/null || exit', does: 'guard a script' },
  ],
} as const satisfies Spec;

export const authRefresh = {
  path: ['auth', 'refresh'],
  summary: 'renew the access token now',
  details: `Renews the profile's access token when 120 seconds or fewer are left, or always with --force.
A federation profile exchanges its identity token again.`,
  arguments: [],
  flags: [{ name: 'force', kind: 'switch', summary: 'renew even a fresh token' }],
  examples: [{ command: 'ant auth refresh --force', does: 'get a new access token' }],
} as const satisfies Spec;

export const authPrintCredentials = {
  path: ['auth', 'print-credentials'],
  summary: 'print the access token for another program',
  details: `Always answers for the profile, whatever API keys the environment holds, and renews the token first
when it has too little time left. The refresh token is never printed.

Without --access-token or --env the answer is JSON.`,
  arguments: [],
  flags: [
    { name: 'access-token', kind: 'switch', summary: 'only the token, and a newline' },
    {
      name: 'env',
      kind: 'switch',
      summary:
        'lines that set ANTHROPIC_AUTH_TOKEN (and ANTHROPIC_BASE_URL when the profile has one)',
    },
    {
      name: 'shell',
      kind: 'choice',
      choices: ['sh', 'fish', 'powershell', 'cmd', 'dotenv'],
      summary: 'quote the lines of --env for this shell (default: dotenv)',
    },
    {
      name: 'min-ttl',
      kind: 'seconds',
      takes: 'DURATION',
      summary: 'renew when this much time or less is left (default: 120s)',
    },
  ],
  examples: [
    {
      command: 'curl -H "Authorization: Bearer $(ant auth print-credentials --access-token)" …',
      does: 'call the API by hand',
    },
    {
      command: 'eval "$(ant auth print-credentials --env --shell sh)"',
      does: 'hand it to programs that know no profiles',
    },
  ],
} as const satisfies Spec;

export const authSpecs = [
  authLogin,
  authLogout,
  authStatus,
  authRefresh,
  authPrintCredentials,
  authTrust,
  authStore,
  authStoreMove,
] as const;
