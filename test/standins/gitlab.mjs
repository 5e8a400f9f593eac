// The variables that a GitLab job finds. Usage: node gitlab.mjs [what its author wrote]
// https://docs.gitlab.com/ci/secrets/id_token_authentication/
import { mint, report } from './issuer.mjs';

const [author = 'plain'] = process.argv.slice(2);
const SERVER = 'https://gitlab.acme.example';
const PLATFORM = 'https://api.anthropic.com';

/** One ID token, as GitLab signs it: one for each entry and job, good for as long as the job may take. */
const idToken = (audience, claims = {}) =>
  mint({
    audience,
    lifetime: 3600,
    iss: SERVER,
    sub: 'project_path:acme/api:ref_type:branch:ref:main',
    project_path: 'acme/api',
    namespace_path: 'acme',
    ref: 'main',
    ref_type: 'branch',
    ref_protected: 'true',
    ...claims,
  });

const ENTRIES = {
  plain: async () => ({ ANTHROPIC_ID_TOKEN: await idToken(PLATFORM) }),
  none: async () => ({}),
  empty: async () => ({ ANTHROPIC_ID_TOKEN: '' }),
  literal: async () => ({ ANTHROPIC_ID_TOKEN: '$DEPLOY_TOKEN' }),
  renamed: async () => ({ DEPLOY_TOKEN: await idToken(PLATFORM) }),
  'other-audience': async () => ({
    ANTHROPIC_ID_TOKEN: await idToken('https://vault.acme.example'),
  }),
  several: async () => ({
    ANTHROPIC_ID_TOKEN: await idToken('https://vault.acme.example'),
    AWS_ID_TOKEN: await idToken('sts.amazonaws.com'),
    DEPLOY_TOKEN: await idToken(['https://first.example', PLATFORM]),
  }),
  // Somebody else's JWT, kept as a secret of the project.
  foreign: async () => ({ VAULT_JWT: await idToken(PLATFORM, { iss: 'https://vault.example' }) }),
  // ci_id_tokens_issuer_url: an instance that nobody outside can reach signs as another issuer.
  'other-issuer': async () => ({
    ANTHROPIC_ID_TOKEN: await idToken(PLATFORM, { iss: 'https://keys.acme.example' }),
  }),
  // Servers before 17.0 hand this to every job.
  old: async () => ({ CI_JOB_JWT_V2: await idToken(SERVER), CI_JOB_TOKEN: 'glcbt-64_x' }),
};

report({ CI: 'true', GITLAB_CI: 'true', CI_SERVER_URL: SERVER, ...(await ENTRIES[author]()) });
