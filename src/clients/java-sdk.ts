import type { Behaviour, HeadersTier, Tier } from './behaviour.js';
import type { Client } from './client.js';

const SHARED = {
  trims: false,
  directory: { order: ['ANTHROPIC_CONFIG_DIR', 'APPDATA', 'HOME'], nowhere: 'next' },
  profile: {
    explicitBy: ['ANTHROPIC_PROFILE'],
    names: /^(?!.*\.\.)[^/\\]+$/,
    fillsEmptyFields: false,
    openFile: 'used',
    renewBelow: 0,
    expiredWithoutClientId: 'used',
    needsRefreshToken: true,
    oddExpiry: 'fault',
    noExpiry: 'expired',
    mark: 'kept',
    emptyActive: '',
    emptyFields: 'sent',
    emptyToken: 'sent',
    unreadableActive: 'default',
  },
  federation: {
    fileAndValue: 'file',
    emptyFileWins: true,
    valueForProfile: true,
    emptyToken: 'sent',
    emptyPath: 'used',
  },
  workspaceHeader: 'login',
} as const satisfies Partial<Behaviour>;

/** Read as they are: what is empty is there. */
const COUNTS = [
  'ANTHROPIC_CONFIG_DIR',
  'ANTHROPIC_PROFILE',
  'ANTHROPIC_FEDERATION_RULE_ID',
  'ANTHROPIC_ORGANIZATION_ID',
  'ANTHROPIC_SERVICE_ACCOUNT_ID',
  'ANTHROPIC_IDENTITY_TOKEN_FILE',
  'ANTHROPIC_IDENTITY_TOKEN',
];

const AFTER_KEYS: readonly Tier[] = [
  { kind: 'profile', chosen: 'explicit' },
  { kind: 'federation', claimedBy: [['rule', 'organization', 'token']] },
  {
    kind: 'profile',
    chosen: 'implicit',
    // A call without any credential then leaves.
    on: {
      missing: 'next',
      'no-name': 'next',
      'bad-config': 'next',
      'unknown-type': 'next',
      'logged-out': 'next',
      'bad-credentials': 'next',
      incomplete: 'next',
    },
  },
];

const KEYS_BEFORE_3: HeadersTier = {
  kind: 'headers',
  slots: [
    { header: 'x-api-key', from: ['ANTHROPIC_API_KEY'] },
    { header: 'authorization', from: ['ANTHROPIC_AUTH_TOKEN'] },
  ],
  allEmpty: 'sent',
};

const KEYS_SINCE_3: HeadersTier = {
  kind: 'headers',
  slots: [{ header: 'authorization', from: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'] }],
  allEmpty: 'sent',
};

/**
 * It looks for the home directory in the user database, not in HOME, and sends a call without any
 * credential where the others raise an error.
 */
export const JAVA_SDK: Client = {
  id: 'java-sdk',
  title: 'Java SDK',
  versions: [
    {
      since: '2.28.0',
      before: '3.0.0',
      behaviour: {
        ...SHARED,
        emptyCounts: [...COUNTS, 'ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'],
        tiers: [KEYS_BEFORE_3, ...AFTER_KEYS],
      },
      evidence: { kind: 'measured', what: '2.75.0, run in every state of the differential test' },
    },
    {
      since: '3.0.0',
      behaviour: { ...SHARED, emptyCounts: COUNTS, tiers: [KEYS_SINCE_3, ...AFTER_KEYS] },
      evidence: { kind: 'measured', what: '3.12.0, run in every state of the differential test' },
    },
  ],
};
