import type { Client } from './client.js';

/** It never renews a login: an expired token goes out as it is. */
export const RUBY_SDK: Client = {
  id: 'ruby-sdk',
  title: 'Ruby SDK',
  versions: [
    {
      since: '1.37.0',
      behaviour: {
        trims: false,
        padded: 'cut',
        emptyCounts: [
          'ANTHROPIC_API_KEY',
          'ANTHROPIC_AUTH_TOKEN',
          'ANTHROPIC_IDENTITY_TOKEN',
          'ANTHROPIC_SERVICE_ACCOUNT_ID',
        ],
        tiers: [
          {
            kind: 'headers',
            slots: [{ header: 'x-api-key', from: ['ANTHROPIC_API_KEY'] }],
            allEmpty: 'sent',
            emptyKeyAlone: 'none',
          },
          {
            kind: 'headers',
            slots: [{ header: 'authorization', from: ['ANTHROPIC_AUTH_TOKEN'] }],
            allEmpty: 'sent',
          },
          { kind: 'profile', chosen: 'explicit' },
          { kind: 'federation', claimedBy: [['rule', 'organization', 'token']] },
          {
            kind: 'profile',
            chosen: 'implicit',
            on: { missing: 'next', 'bad-config': 'next' },
          },
        ],
        directory: {
          order: ['ANTHROPIC_CONFIG_DIR', 'APPDATA', 'HOME'],
          nowhere: 'next',
          emptyHome: 'fails',
        },
        profile: {
          explicitBy: ['ANTHROPIC_PROFILE'],
          names: /^(?![. \t-\r])[^/\\\0]+(?<![ \t-\r])$/,
          fillsEmptyFields: true,
          openFile: 'fault',
          openBits: 0o004,
          link: 'fault',
          renewBelow: 0,
          renews: 'never',
          expiredWithoutClientId: 'used',
          needsRefreshToken: false,
          oddExpiry: 'fault',
          readsTextExpiry: true,
          unreadableActive: 'stops',
          mark: 'kept',
          emptyFields: 'exchanged',
          emptyToken: 'sent',
        },
        federation: {
          fileAndValue: 'file',
          emptyFileWins: false,
          valueForProfile: false,
          emptyValue: 'fails',
          openCache: 'exchanged',
          cacheBelow: 30,
        },
        workspaceHeader: 'login',
      },
      evidence: {
        kind: 'measured',
        what: '1.65.0, run in every state of the differential test; later ones are not known',
      },
    },
  ],
};
