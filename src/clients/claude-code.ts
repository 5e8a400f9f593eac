import type { Behaviour, Fault, HeadersTier, Then, Tier } from './behaviour.js';
import type { Client } from './client.js';

/** A profile of which nothing can be made is not there. */
const OF_NO_USE: Readonly<Partial<Record<Fault, Then>>> = {
  missing: 'next',
  'bad-name': 'next',
  'bad-config': 'next',
  'unknown-type': 'next',
  'logged-out': 'next',
};

const CLOUDS = [
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_FOUNDRY',
  'CLAUDE_CODE_USE_ANTHROPIC_AWS',
  'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD',
  'CLAUDE_CODE_USE_MANTLE',
  'CLAUDE_CODE_USE_VERTEX',
];

const PROJECT = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', ...CLOUDS];

const KEYS: HeadersTier = {
  kind: 'headers',
  slots: [
    { header: 'x-api-key', from: ['ANTHROPIC_API_KEY', 'api-key-helper', 'claude-login-key'] },
    { header: 'authorization', from: ['ANTHROPIC_AUTH_TOKEN', 'api-key-helper'] },
  ],
  allEmpty: 'sent',
};

const BELOW_KEYS: readonly Tier[] = [
  {
    kind: 'headers',
    slots: [{ header: 'authorization', from: ['CLAUDE_CODE_OAUTH_TOKEN'] }],
    oauthBeta: true,
    allEmpty: 'sent',
  },
  { kind: 'profile', chosen: 'explicit', on: OF_NO_USE },
  { kind: 'federation', claimedBy: [['rule', 'organization']], unlessNamed: true },
  { kind: 'profile', chosen: 'implicit', only: 'oidc_federation', on: OF_NO_USE },
  { kind: 'claude-login' },
  { kind: 'profile', chosen: 'implicit', only: 'user_oauth', on: OF_NO_USE },
];

/**
 * Claude Code asks its own settings first, sends an `apiKeyHelper`'s answer in whichever header is
 * free, and lets its own `/login` go before a person's active profile but after everything else. A
 * profile that is named and of no use keeps it from the federation variables, too.
 */
export const CLAUDE_CODE_NOW: Behaviour = {
  claudeSettings: {
    fromProject: PROJECT,
    fromProjectForProfile: ['ANTHROPIC_PROFILE'],
    readsRoot: true,
  },
  elsewhere: CLOUDS,
  trims: true,
  emptyCounts: [],
  tiers: [KEYS, ...BELOW_KEYS],
  directory: {
    order: ['ANTHROPIC_CONFIG_DIR', 'APPDATA', 'XDG_CONFIG_HOME', 'HOME'],
    nowhere: 'next',
  },
  profile: {
    explicitBy: ['ANTHROPIC_PROFILE'],
    names: /^(?!\.{1,2}$)[A-Za-z0-9_.-]+$/,
    fillsEmptyFields: false,
    openFile: 'fault',
    renewBelow: 30,
    expiredWithoutClientId: 'fault',
    needsRefreshToken: false,
    oddExpiry: 'expired',
    readsTextExpiry: true,
  },
  federation: { fileAndValue: 'file', emptyFileWins: false, valueForProfile: true },
  workspaceHeader: 'login',
};

/**
 * A project's settings could do more, and those at the root of a repository did nothing. A blank key
 * or token counted. A helper beside ANTHROPIC_AUTH_TOKEN was not waited for: now and then its key is missing.
 */
const BEFORE_2_1_330: Behaviour = {
  ...CLAUDE_CODE_NOW,
  tiers: [{ ...KEYS, emptyKeyAlone: 'fails' }, ...BELOW_KEYS],
  blankCounts: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN'],
  claudeSettings: {
    fromProject: [...PROJECT, 'CLAUDE_CODE_OAUTH_TOKEN'],
    fromProjectForProfile: ['ANTHROPIC_PROFILE', 'ANTHROPIC_CONFIG_DIR'],
    readsRoot: false,
  },
};

const HOW = 'started in every state of its differential test';

export const CLAUDE_CODE: Client = {
  id: 'claude-code',
  title: 'Claude Code',
  versions: [
    {
      since: '2.1.197',
      before: '2.1.330',
      behaviour: BEFORE_2_1_330,
      evidence: { kind: 'measured', what: `2.1.197, ${HOW}` },
    },
    {
      since: '2.1.330',
      behaviour: CLAUDE_CODE_NOW,
      evidence: { kind: 'measured', what: `2.1.330, ${HOW}` },
    },
  ],
};
