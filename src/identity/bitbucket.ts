import { printable } from '../printable.js';
import { givenIn, PLATFORM_AUDIENCE, ruleAudience, tokenFor, whyNone } from './given-token.js';
import type { IdentityTokenSource } from './source.js';

const TITLE = 'Bitbucket Pipelines';
const NAME = 'BITBUCKET_STEP_OIDC_TOKEN';

/**
 * The step's own identity, once a step. It is for the workspace, unless the step names other audiences.
 * https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/
 */
export const bitbucket: IdentityTokenSource = {
  id: 'bitbucket',
  title: TITLE,
  asked: 'ambient',
  layer: 'job',
  again: 'same',
  settings: {},

  async detect({ env }) {
    const looked = ['BITBUCKET_BUILD_NUMBER', NAME];
    const evidence = looked.filter((name) => env[name] !== undefined);
    if (evidence.length === 0) return { state: 'absent', lookedFor: looked };
    if (givenIn(env, [NAME]).length > 0) return { state: 'present', evidence };
    const fix = audiences(PLATFORM_AUDIENCE);
    return { state: 'broken', evidence, because: whyNone(env, NAME), fix };
  },

  /** The token lies here: whose it is, it says itself. */
  witness: () => undefined,

  async fetch({ env }, { audience }) {
    const given = givenIn(env, [NAME]);
    const hint = `${audiences(audience)}\nor leave the step as it is: ${ruleAudience(given)}`;
    return tokenFor(audience, given, { title: TITLE, hint });
  },
};

/** https://www.atlassian.com/blog/bitbucket/bitbucket-pipelines-oidc-now-supports-multiple-audiences */
function audiences(audience: string): string {
  return `write in the step of bitbucket-pipelines.yml:
oidc:
  audiences:
    - ${printable(audience, 200)}`;
}
