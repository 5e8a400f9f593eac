import { variable } from '../credentials/federation-plan.js';
import type { Check } from './check.js';
import { ok, warning, words } from './finding.js';

/** An API key and an access token at once. */
export const keyAndToken: Check = {
  id: 'key-and-token',
  group: 'variables',
  title: 'key and token',
  look: async ({ env }) => {
    const names = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'];
    const both = names.every((name) => variable(env, name) !== undefined);
    if (!both) return [ok('at most one of the two is set')];
    return [
      warning(
        'ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN are both set: ant and newer SDKs send the key, older SDKs and Claude Code send both',
        words('unset the one that is not meant'),
      ),
    ];
  },
};
