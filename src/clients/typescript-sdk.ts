import type { Behaviour } from './behaviour.js';
import type { Client } from './client.js';

const SHARED = {
  trims: true,
  emptyCounts: [],
  directory: {
    order: ['ANTHROPIC_CONFIG_DIR', 'APPDATA', 'XDG_CONFIG_HOME', 'HOME'],
    nowhere: 'none',
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
} as const satisfies Omit<Behaviour, 'tiers'>;

/** The key in the old header, beside the token; a profile goes before the federation variables. */
const BEFORE_1: Behaviour = {
  ...SHARED,
  tiers: [
    {
      kind: 'headers',
      slots: [
        { header: 'x-api-key', from: ['ANTHROPIC_API_KEY'] },
        { header: 'authorization', from: ['ANTHROPIC_AUTH_TOKEN'] },
      ],
      allEmpty: 'next',
    },
    { kind: 'profile', chosen: 'explicit', on: { missing: 'next' } },
    { kind: 'profile', chosen: 'implicit', on: { missing: 'next' } },
    { kind: 'federation', claimedBy: [['rule', 'organization']] },
  ],
};

/** One credential in one header; a named profile that is missing is an error. */
const SINCE_1: Behaviour = {
  ...SHARED,
  tiers: [
    {
      kind: 'headers',
      slots: [{ header: 'authorization', from: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'] }],
      allEmpty: 'next',
    },
    { kind: 'profile', chosen: 'explicit' },
    { kind: 'federation', claimedBy: [['rule', 'organization', 'token']] },
    { kind: 'profile', chosen: 'implicit', on: { missing: 'next' } },
    { kind: 'federation', claimedBy: [['rule', 'organization']] },
  ],
};

/** No profiles and no federation yet. */
const KEYS_ONLY: Behaviour = {
  ...BEFORE_1,
  tiers: BEFORE_1.tiers.filter(({ kind }) => kind === 'headers'),
};

export const TYPESCRIPT_SDK: Client = {
  id: 'typescript-sdk',
  title: 'TypeScript SDK',
  versions: [
    {
      since: '0.86.0',
      before: '0.93.0',
      behaviour: KEYS_ONLY,
      evidence: {
        kind: 'measured',
        what: '0.92.0, run in every state of the differential test; 0.86.0 in a sample',
      },
    },
    {
      since: '0.93.0',
      before: '1.0.0',
      behaviour: BEFORE_1,
      evidence: {
        kind: 'measured',
        what: '0.120.0 and 0.137.0, run in every state of the differential test; 0.94.0 in a sample (0.93.0, out for a day, does not fill in ANTHROPIC_WORKSPACE_ID)',
      },
    },
    {
      since: '1.0.0',
      behaviour: SINCE_1,
      evidence: {
        kind: 'measured',
        what: '1.0.0 and 1.12.0, run in every state of the differential test',
      },
    },
  ],
};
