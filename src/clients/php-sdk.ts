import type { Fault, Then } from './behaviour.js';
import type { Client } from './client.js';

/** Nearly whatever is wrong with a profile, the next tier has its turn. */
const PASSED_OVER: Readonly<Partial<Record<Fault, Then>>> = {
  missing: 'next',
  'bad-config': 'next',
  'unknown-type': 'next',
  'logged-out': 'next',
  'bad-credentials': 'next',
  'not-renewable': 'next',
  incomplete: 'next',
};

/**
 * A profile goes before the federation variables, and a login is renewed by every new client. Its token
 * requests go to the profile's own address or to the platform's, never to ANTHROPIC_BASE_URL.
 */
export const PHP_SDK: Client = {
  id: 'php-sdk',
  title: 'PHP SDK',
  versions: [
    {
      since: '0.18.0',
      behaviour: {
        trims: false,
        emptyCounts: [],
        tiers: [
          {
            kind: 'headers',
            slots: [
              { header: 'x-api-key', from: ['ANTHROPIC_API_KEY'] },
              { header: 'authorization', from: ['ANTHROPIC_AUTH_TOKEN'] },
            ],
            allEmpty: 'sent',
          },
          { kind: 'profile', chosen: 'explicit', on: PASSED_OVER },
          { kind: 'profile', chosen: 'implicit', on: { ...PASSED_OVER, 'bad-name': 'next' } },
          { kind: 'federation', claimedBy: [['rule', 'organization', 'token']] },
        ],
        directory: {
          order: ['ANTHROPIC_CONFIG_DIR', 'APPDATA', 'HOME'],
          nowhere: 'next',
          onWindows: 'elsewhere',
        },
        profile: {
          explicitBy: ['ANTHROPIC_PROFILE', 'ANTHROPIC_CONFIG_DIR'],
          names: /^(?!.*\.\.)[^/\\]+$/,
          needsActive: true,
          fills: 'nothing',
          fillsEmptyFields: false,
          openFile: 'used',
          renewBelow: 0,
          renews: 'always',
          expiredWithoutClientId: 'used',
          needsRefreshToken: true,
          oddExpiry: 'expired',
          unreadableActive: 'default',
          mark: 'kept',
        },
        federation: {
          fileAndValue: 'file',
          emptyFileWins: false,
          valueForProfile: false,
          emptyToken: 'sent',
          cacheBelow: Number.POSITIVE_INFINITY,
        },
        workspaceHeader: 'login',
      },
      evidence: { kind: 'read', what: 'the source of 0.43.0; later ones are not known' },
    },
  ],
};
