import type { Behaviour, Tier } from './behaviour.js';
import type { Client } from './client.js';

const SHARED = {
  trims: false,
  padded: 'fails',
  directory: { order: ['ANTHROPIC_CONFIG_DIR', 'APPDATA', 'HOME'], nowhere: 'next' },
  profile: {
    explicitBy: ['ANTHROPIC_PROFILE', 'ANTHROPIC_CONFIG_DIR', 'active_config'],
    // No dot first, no white space around it, nothing that leads elsewhere.
    names: /^(?![. \t-\r])[^/\\\0]+(?<![ \t-\r])$/,
    fillsEmptyFields: true,
    openFile: 'fault',
    openBits: 0o077,
    link: 'fault',
    configBits: 0o022,
    renewBelow: 0,
    expiredWithoutClientId: 'used',
    needsRefreshToken: true,
    oddExpiry: 'fault',
    readsTextExpiry: true,
    noExpiry: 'expired',
    credentialTypes: ['oauth_token'],
    unreadableActive: 'default',
    mark: 'kept',
  },
  federation: {
    fileAndValue: 'file',
    emptyFileWins: false,
    valueForProfile: false,
    brokenCache: 'fault',
    cacheBelow: 30,
  },
  workspaceHeader: 'login',
} as const satisfies Partial<Behaviour>;

/** What nobody chose must at least have a config file that makes sense, or it is passed over. */
const IMPLICIT: Tier = {
  kind: 'profile',
  chosen: 'implicit',
  on: { missing: 'next', 'bad-config': 'next' },
};
const FEDERATION: Tier = {
  kind: 'federation',
  claimedBy: [['rule', 'organization', 'token']],
};

/** A directory, or an `active_config`, chooses a profile, and that goes before the federation variables. */
const BEFORE_2: Behaviour = {
  ...SHARED,
  emptyCounts: ['ANTHROPIC_IDENTITY_TOKEN', 'ANTHROPIC_SERVICE_ACCOUNT_ID'],
  tiers: [
    {
      kind: 'headers',
      slots: [
        { header: 'x-api-key', from: ['ANTHROPIC_API_KEY'] },
        { header: 'authorization', from: ['ANTHROPIC_AUTH_TOKEN'] },
      ],
      allEmpty: 'sent',
    },
    { kind: 'profile', chosen: 'explicit' },
    FEDERATION,
    IMPLICIT,
  ],
};

/** Group and others could do more with the files. */
const BEFORE_1_10: Behaviour = { ...BEFORE_2, profile: { ...BEFORE_2.profile, configBits: 0 } };
const BEFORE_1_5: Behaviour = {
  ...BEFORE_1_10,
  profile: { ...BEFORE_1_10.profile, openBits: 0o004 },
};

/** One credential in one header, and only ANTHROPIC_PROFILE goes before the federation variables. */
const SINCE_2: Behaviour = {
  ...SHARED,
  emptyCounts: ['ANTHROPIC_SERVICE_ACCOUNT_ID'],
  tiers: [
    {
      kind: 'headers',
      slots: [{ header: 'authorization', from: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'] }],
      allEmpty: 'sent',
    },
    { kind: 'profile', chosen: 'explicit', by: ['ANTHROPIC_PROFILE'] },
    FEDERATION,
    { kind: 'profile', chosen: 'explicit' },
    IMPLICIT,
  ],
};

export const PYTHON_SDK: Client = {
  id: 'python-sdk',
  title: 'Python SDK',
  versions: [
    {
      since: '0.98.0',
      before: '1.5.0',
      behaviour: BEFORE_1_5,
      evidence: { kind: 'measured', what: '0.125.0, run in every state of the differential test' },
    },
    {
      since: '1.5.0',
      before: '1.10.0',
      behaviour: BEFORE_1_10,
      evidence: { kind: 'read', what: 'its source from 1.4.0 to 1.10.0' },
    },
    {
      since: '1.10.0',
      before: '2.0.0',
      behaviour: BEFORE_2,
      evidence: { kind: 'measured', what: '1.17.0, run in every state of the differential test' },
    },
    {
      since: '2.0.0',
      behaviour: SINCE_2,
      evidence: {
        kind: 'measured',
        what: '2.0.0 and 2.12.0, run in every state of the differential test',
      },
    },
  ],
};
