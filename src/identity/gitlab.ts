import type { Env } from '../host.js';
import { printable } from '../printable.js';
import { type GivenToken, givenIn, PLATFORM_AUDIENCE, tokenFor, whyNone } from './given-token.js';
import type { IdentityTokenSource } from './source.js';

const TITLE = 'GitLab CI/CD';

/** The names an author would think of, in the order in which they are tried. */
const USUAL = ['ANTHROPIC_ID_TOKEN', 'ANTHROPIC_IDENTITY_TOKEN'] as const;

/**
 * A job's ID token. GitLab puts one for each entry of `id_tokens` into a variable that the author names,
 * once and for the whole job. https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export const gitlab: IdentityTokenSource = {
  id: 'gitlab',
  title: TITLE,
  asked: 'ambient',
  layer: 'job',
  again: 'same',
  settings: { variable: 'the name of the entry of id_tokens to take' },

  async detect({ env }, { variable }) {
    if (env.GITLAB_CI !== 'true') return { state: 'absent', lookedFor: ['GITLAB_CI'] };
    const names = idTokens(env, variable).map(({ name }) => name);
    const evidence = ['GITLAB_CI', ...names];
    if (names.length > 0) return { state: 'present', evidence };
    const wanted = variable ?? USUAL.find((name) => env[name] !== undefined);
    const because = wanted === undefined ? 'this job asks for no ID token' : whyNone(env, wanted);
    return { state: 'broken', evidence, because, fix: entry(PLATFORM_AUDIENCE, variable) };
  },

  /** The token lies here: whose it is, it says itself. */
  witness: () => undefined,

  async fetch({ env }, { audience, settings: { variable } }) {
    const hint = entry(audience, variable);
    return tokenFor(audience, idTokens(env, variable), { title: TITLE, hint });
  },
};

/**
 * Under a name that somebody said, whatever is there: an instance may sign as another issuer than its address.
 * Under other names only what this instance signed.
 */
function idTokens(env: Env, variable: string | undefined): readonly GivenToken[] {
  if (variable !== undefined) return givenIn(env, [variable]);
  const others = Object.keys(env)
    .filter((name) => mayBeEntry(name, env))
    .sort();
  const own = givenIn(env, others).filter(
    ({ issuer }) => issuer !== undefined && issuer === env.CI_SERVER_URL,
  );
  return [...givenIn(env, USUAL), ...own];
}

/** Not GitLab's own variables: CI_JOB_JWT of old servers is for GitLab itself. */
function mayBeEntry(name: string, env: Env): boolean {
  if (name.startsWith('CI_JOB_') || USUAL.some((usual) => usual === name)) return false;
  return /^[A-Za-z_]\w*$/.test(name) && env[name]?.startsWith('eyJ') === true;
}

function entry(audience: string, variable: string = USUAL[0]): string {
  return `add to the job in .gitlab-ci.yml:
id_tokens:
  ${printable(variable, 60)}:
    aud: ${printable(audience, 200)}`;
}
