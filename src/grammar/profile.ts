import { SOURCE_FLAGS } from './federation-inputs.js';
import type { Spec } from './spec.js';

const NAME = { name: 'name', summary: 'the profile', completes: 'profile' } as const;

const KEY = {
  name: 'key',
  required: true,
  summary: 'the setting',
  completes: 'setting',
  choices: [
    'organization_id',
    'workspace_id',
    'base_url',
    'scope',
    'client_id',
    'console_url',
    'federation_rule_id',
    'service_account_id',
    'identity_token_file',
  ],
} as const;

export const profileList = {
  path: ['profile', 'list'],
  summary: 'list the profiles; * marks the active one',
  arguments: [],
  flags: [],
  examples: [
    { command: 'ant profile list --json', does: 'the same with types and files, as JSON' },
  ],
} as const satisfies Spec;

export const profileShow = {
  path: ['profile', 'show'],
  summary: 'show a profile as it will be used, and where each setting comes from',
  details: `Environment variables fill what the file leaves open and never override it, save ANTHROPIC_BASE_URL: API
calls go there.
What the file itself says is printed by \`ant profile get\`.`,
  arguments: [{ ...NAME, required: false }],
  flags: [],
  examples: [
    { command: 'ant profile show', does: 'the profile in use' },
    { command: 'ant profile show ci', does: 'another one' },
  ],
} as const satisfies Spec;

export const profileGet = {
  path: ['profile', 'get'],
  summary: 'print one setting of a profile file, or the whole file',
  details:
    'Prints what the file says, nothing filled in. A setting that is not set is an empty line.',
  arguments: [
    {
      ...KEY,
      required: false,
      choices: [...KEY.choices, 'authentication'],
      summary: 'the setting (default: the whole file, as JSON)',
    },
  ],
  flags: [],
  examples: [
    { command: 'ant profile get workspace_id', does: 'one value, for a script' },
    { command: 'ant profile get --profile ci', does: 'the file of another profile' },
  ],
} as const satisfies Spec;

export const profileSet = {
  path: ['profile', 'set'],
  summary: 'change one setting of a profile file',
  details: `Checks the value, then changes that one setting and nothing else in the file.
A new organization clears the workspace, because a workspace belongs to one organization. Tokens that
were issued for other settings do not follow: ant says when you have to sign in again.`,
  arguments: [KEY, { name: 'value', required: true, summary: 'the new value' }],
  flags: [],
  examples: [
    { command: 'ant profile set workspace_id wrkspc_…', does: 'use another workspace' },
    {
      command: 'ant profile set --profile ci identity_token_file /var/run/id/token',
      does: 'where a federation profile finds its identity token',
    },
  ],
} as const satisfies Spec;

export const profileUnset = {
  path: ['profile', 'unset'],
  summary: 'remove one setting from a profile file',
  arguments: [KEY],
  flags: [],
  examples: [{ command: 'ant profile unset base_url', does: 'go back to the default address' }],
} as const satisfies Spec;

export const profileCreate = {
  path: ['profile', 'create'],
  summary: 'make a profile without signing in',
  details: `With --federation, a profile for a workload that presents an identity token: ids that are left
out come from the environment when the profile is used. Without it, a profile for a person, to be
completed by \`ant auth login --profile NAME\`. --base-url is kept in the
profile. An existing profile is never overwritten.

With --source, ant asks that source for the identity token whenever it exchanges one. The official SDKs know
files only: they read the identity token file, which \`ant federation token --watch --out FILE\` keeps
fresh beside them.`,
  arguments: [{ name: 'name', required: true, summary: 'the new profile' }],
  flags: [
    { name: 'federation', kind: 'switch', summary: 'for a workload: workload identity federation' },
    {
      name: 'federation-rule',
      kind: 'text',
      takes: 'FDRL',
      summary: 'the federation rule to be judged by (with --federation)',
    },
    {
      name: 'service-account-id',
      kind: 'text',
      takes: 'SVAC',
      summary: 'the service account you expect to become (with --federation)',
    },
    {
      name: 'identity-token-file',
      kind: 'text',
      takes: 'FILE',
      completes: 'file',
      summary: 'where the identity token will be (with --federation)',
    },
    ...SOURCE_FLAGS,
    {
      name: 'organization-id',
      kind: 'text',
      takes: 'UUID',
      summary: 'the organization',
    },
    {
      name: 'workspace-id',
      kind: 'text',
      takes: 'WRKSPC',
      summary: 'the workspace; default for the Default workspace (with --federation)',
    },
    {
      name: 'scope',
      kind: 'text',
      takes: 'SCOPES',
      summary: 'the scopes to ask for at login (without --federation)',
    },
    {
      name: 'console-url',
      kind: 'text',
      takes: 'URL',
      summary: 'the Console to sign in at (without --federation)',
    },
  ],
  examples: [
    {
      command:
        'ant profile create ci --federation --federation-rule fdrl_… --organization-id … --service-account-id svac_… --workspace-id wrkspc_… --identity-token-file /var/run/id/token',
      does: 'a profile for a workload',
    },
    {
      command: 'ant profile create admin --scope org:admin',
      does: 'a profile for a person; next: ant auth login --profile admin',
    },
  ],
} as const satisfies Spec;

export const profileCopy = {
  path: ['profile', 'copy'],
  summary: 'copy a profile’s settings under a new name',
  details: 'The login is not copied: two profiles cannot renew with one refresh token.',
  arguments: [
    { ...NAME, name: 'from', required: true },
    { name: 'to', required: true, summary: 'the new profile' },
  ],
  flags: [],
  examples: [{ command: 'ant profile copy default eu', does: 'start from the same settings' }],
} as const satisfies Spec;

export const profileRename = {
  path: ['profile', 'rename'],
  summary: 'rename a profile; its login moves along',
  arguments: [
    { ...NAME, name: 'from', required: true },
    { name: 'to', required: true, summary: 'the new name' },
  ],
  flags: [],
  examples: [
    { command: 'ant profile rename default work', does: 'keep the login, change the name' },
  ],
} as const satisfies Spec;

export const profileDelete = {
  path: ['profile', 'delete'],
  summary: 'delete a profile and its login',
  details: `Asks first on a terminal; elsewhere --yes is needed. Revokes nothing: a copy of the access token works until
it expires. To have the platform asked, type first: ant auth logout --profile NAME`,
  arguments: [{ ...NAME, required: true }],
  flags: [{ name: 'yes', kind: 'switch', summary: 'do not ask' }],
  examples: [{ command: 'ant profile delete old --yes', does: 'without a question' }],
} as const satisfies Spec;

export const profileActivate = {
  path: ['profile', 'activate'],
  summary: 'choose the profile that is used when none is named',
  details: 'Without a name, on a terminal, lets you pick one from a list.',
  arguments: [{ ...NAME, required: false }],
  flags: [],
  examples: [
    { command: 'ant profile activate work', does: 'use "work" from now on' },
    { command: 'ant profile activate', does: 'pick from a list' },
  ],
} as const satisfies Spec;

export const profilePath = {
  path: ['profile', 'path'],
  summary: 'print the path of a profile’s file',
  details: 'Also for a profile that does not exist yet.',
  arguments: [{ ...NAME, required: false }],
  flags: [],
  examples: [{ command: '$EDITOR "$(ant profile path)"', does: 'edit the file by hand' }],
} as const satisfies Spec;

export const profileSpecs = [
  profileList,
  profileShow,
  profileGet,
  profileSet,
  profileUnset,
  profileCreate,
  profileCopy,
  profileRename,
  profileDelete,
  profileActivate,
  profilePath,
] as const;
