import type { Fault, Then } from './behaviour.js';
import type { Client } from './client.js';

/** A profile that cannot be loaded, or that nobody is signed in to, is not there. */
const OF_NO_USE: Readonly<Partial<Record<Fault, Then>>> = {
  'no-name': 'next',
  missing: 'next',
  'bad-name': 'next',
  'bad-config': 'next',
  'unknown-type': 'next',
  'logged-out': 'next',
};

/**
 * One federation variable alone claims the federation tier, and fails; without any credential the call
 * still leaves. Up to 1.20 the address of its calls came from a flag alone.
 */
export const ANT_OFFICIAL: Client = {
  id: 'ant-official',
  title: 'official ant',
  versions: [
    {
      since: '1.5.0',
      behaviour: {
        trims: false,
        emptyCounts: [
          'ANTHROPIC_API_KEY',
          'ANTHROPIC_AUTH_TOKEN',
          'ANTHROPIC_PROFILE',
          'ANTHROPIC_CONFIG_DIR',
        ],
        tiers: [
          {
            kind: 'headers',
            slots: [{ header: 'x-api-key', from: ['ANTHROPIC_API_KEY'] }],
            allEmpty: 'sent',
          },
          {
            kind: 'headers',
            slots: [{ header: 'authorization', from: ['ANTHROPIC_AUTH_TOKEN'] }],
            allEmpty: 'sent',
          },
          { kind: 'profile', chosen: 'explicit', on: OF_NO_USE },
          {
            kind: 'federation',
            claimedBy: [['rule'], ['organization'], ['service-account'], ['token']],
          },
          { kind: 'profile', chosen: 'implicit', on: OF_NO_USE },
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
          assumesClientId: true,
          oddExpiry: 'fault',
          unreadableActive: 'default',
          mark: 'kept',
        },
        federation: {
          fileAndValue: 'fails',
          emptyFileWins: false,
          valueForProfile: true,
          openCache: 'exchanged',
        },
        workspaceHeader: 'everything',
      },
      evidence: {
        kind: 'measured',
        what: '1.20.0, run in every state of the differential test; later ones are not known',
      },
    },
  ],
};
