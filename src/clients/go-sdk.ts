import type { Behaviour, HeadersTier, Tier } from './behaviour.js';
import type { Client } from './client.js';

const AFTER_KEYS: readonly Tier[] = [
  { kind: 'profile', chosen: 'explicit', on: { 'no-name': 'next' } },
  { kind: 'federation', claimedBy: [['rule', 'organization', 'token']] },
  {
    kind: 'profile',
    chosen: 'implicit',
    on: { missing: 'next', 'bad-name': 'next', 'bad-config': 'next', 'unknown-type': 'next' },
  },
];

const SHARED = {
  trims: false,
  emptyCounts: [
    'ANTHROPIC_CONFIG_DIR',
    'ANTHROPIC_PROFILE',
    'ANTHROPIC_FEDERATION_RULE_ID',
    'ANTHROPIC_ORGANIZATION_ID',
  ],
  directory: {
    order: ['ANTHROPIC_CONFIG_DIR', 'APPDATA', 'XDG_CONFIG_HOME', 'HOME'],
    nowhere: 'next',
  },
  profile: {
    explicitBy: ['ANTHROPIC_PROFILE'],
    names: /^(?!\.{1,2}$)[A-Za-z0-9_.-]+$/,
    fillsEmptyFields: true,
    openFile: 'fault',
    openBits: 0o077,
    link: 'fault',
    renewBelow: 30,
    expiredWithoutClientId: 'fault',
    needsRefreshToken: true,
    oddExpiry: 'fault',
    unreadableActive: 'default',
    mark: 'kept',
  },
  federation: {
    fileAndValue: 'file',
    emptyFileWins: true,
    valueForProfile: true,
    openCache: 'exchanged',
  },
  workspaceHeader: 'login',
} as const satisfies Omit<Behaviour, 'tiers'>;

const header = (key: 'x-api-key' | 'authorization'): readonly HeadersTier[] => [
  { kind: 'headers', slots: [{ header: key, from: ['ANTHROPIC_API_KEY'] }], allEmpty: 'sent' },
  {
    kind: 'headers',
    slots: [{ header: 'authorization', from: ['ANTHROPIC_AUTH_TOKEN'] }],
    allEmpty: 'sent',
  },
];

/** Federation and profiles came with 1.39.0; 2.0.0 moved the key to the other header and warns of two. */
export const GO_SDK: Client = {
  id: 'go-sdk',
  title: 'Go SDK',
  versions: [
    {
      since: '1.39.0',
      before: '2.0.0',
      behaviour: { ...SHARED, tiers: [...header('x-api-key'), ...AFTER_KEYS] },
      evidence: { kind: 'measured', what: '1.84.0, run in every state of the differential test' },
    },
    {
      since: '2.0.0',
      behaviour: { ...SHARED, tiers: [...header('authorization'), ...AFTER_KEYS] },
      evidence: { kind: 'measured', what: '2.13.0, run in every state of the differential test' },
    },
  ],
};
