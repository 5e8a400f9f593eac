import type { ProfileTier } from './behaviour.js';
import type { Client } from './client.js';

/** What it passes over in a profile that nobody named; the call then leaves without a credential. */
const NOT_NAMED: ProfileTier['on'] = { missing: 'next', 'unknown-type': 'next' };

/** ANTHROPIC_AUTH_TOKEN alone goes out with the beta of a login. Fields of a profile come from its file alone. */
export const CSHARP_SDK: Client = {
  id: 'csharp-sdk',
  title: 'C# SDK',
  versions: [
    {
      since: '12.18.0',
      behaviour: {
        trims: false,
        emptyCounts: ['ANTHROPIC_PROFILE'],
        tiers: [
          {
            kind: 'headers',
            needs: 'ANTHROPIC_API_KEY',
            slots: [
              { header: 'x-api-key', from: ['ANTHROPIC_API_KEY'] },
              { header: 'authorization', from: ['ANTHROPIC_AUTH_TOKEN'] },
            ],
            allEmpty: 'sent',
          },
          {
            kind: 'headers',
            slots: [{ header: 'authorization', from: ['ANTHROPIC_AUTH_TOKEN'] }],
            oauthBeta: true,
            allEmpty: 'sent',
          },
          { kind: 'profile', chosen: 'explicit', by: ['ANTHROPIC_PROFILE'] },
          { kind: 'federation', claimedBy: [['rule', 'token']] },
          { kind: 'profile', chosen: 'explicit', on: NOT_NAMED },
          {
            kind: 'profile',
            chosen: 'implicit',
            on: { ...NOT_NAMED, 'bad-name': 'next', 'bad-config': 'next', incomplete: 'next' },
          },
        ],
        directory: {
          order: ['ANTHROPIC_CONFIG_DIR', 'APPDATA', 'XDG_CONFIG_HOME', 'HOME'],
          nowhere: 'next',
        },
        profile: {
          explicitBy: ['ANTHROPIC_PROFILE', 'ANTHROPIC_CONFIG_DIR'],
          names: /^(?!\.)(?!.*\.\.)[^/\\\0]+$/,
          fills: 'nothing',
          fillsEmptyFields: false,
          openFile: 'fault',
          openBits: 0o044,
          renewBelow: 30,
          expiredWithoutClientId: 'fault',
          needsRefreshToken: false,
          assumesClientId: true,
          oddExpiry: 'fault',
          credentialTypes: ['oauth_token', 'access_token'],
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
      evidence: { kind: 'read', what: 'the source of 12.38.0; later ones are not known' },
    },
  ],
};
