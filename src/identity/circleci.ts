import { sha256 } from '../digest.js';
import { askProgram } from './ask-program.js';
import { givenIn, ruleAudience, whyNone } from './given-token.js';
import type { IdentityTokenSource } from './source.js';

const TITLE = 'CircleCI';

/** Both are for the organization's id. The newer one says in its subject which branch or tag it is about. */
const GIVEN = ['CIRCLE_OIDC_TOKEN_V2', 'CIRCLE_OIDC_TOKEN'] as const;

const WHERE = `a fork’s pull request gets none: run the job on a branch of the project itself
in a container: docker run -e CIRCLECI -e CIRCLE_OIDC_TOKEN_V2 IMAGE`;

/**
 * The job's own identity. The tokens that lie in variables are for the organization's id; for any other
 * audience the job's `circleci` program makes one.
 * https://circleci.com/docs/guides/permissions-authentication/oidc-tokens-with-custom-claims/
 */
export const circleci: IdentityTokenSource = {
  id: 'circleci',
  title: TITLE,
  asked: 'ambient',
  layer: 'job',
  again: 'new',
  settings: {},

  async detect({ env }) {
    if (env.CIRCLECI !== 'true') return { state: 'absent', lookedFor: ['CIRCLECI'] };
    const names = givenIn(env, GIVEN).map(({ name }) => name);
    const evidence = ['CIRCLECI', ...names];
    if (names.length > 0) return { state: 'present', evidence };
    return { state: 'broken', evidence, because: whyNone(env, GIVEN[0]), fix: WHERE };
  },

  /** Made for each job. */
  witness: ({ env }) => sha256(JSON.stringify(GIVEN.map((name) => env[name]))),

  async fetch(machine, { audience }) {
    const given = givenIn(machine.env, GIVEN);
    const fit = given.find(({ audiences }) => audiences.includes(audience));
    if (fit !== undefined) return fit.token;
    const instead = `or go without it: ${ruleAudience(given)}`;
    return askProgram(machine, {
      title: TITLE,
      command: ['circleci', 'run', 'oidc', 'get', '--claims', JSON.stringify({ aud: audience })],
      missing: `CircleCI puts the program into the job’s own container, on the PATH: run ant there\n${instead}`,
      meanings: [
        {
          says: /unknown (command|flag|shorthand)/i,
          because: 'this is another circleci than the one that CircleCI puts into its jobs',
          hint: `let the job’s own come first on the PATH\n${instead}`,
        },
      ],
    });
  },
};
