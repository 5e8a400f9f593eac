// The variables that a CircleCI job finds. Usage: node circleci.mjs [which job it is]
// https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/
import { mint, report } from './issuer.mjs';

const [job = 'plain'] = process.argv.slice(2);
const ORGANIZATION = '5a5db0c5-0000-4000-8000-0000000000c1';
const ISSUER = `https://oidc.circleci.com/org/${ORGANIZATION}`;
const SUBJECT = `org/${ORGANIZATION}/project/5a5db0c5-0000-4000-8000-0000000000c2/user/5a5db0c5-0000-4000-8000-0000000000c3`;

const token = (sub) => mint({ audience: ORGANIZATION, lifetime: 3600, iss: ISSUER, sub });

const JOBS = {
  plain: async () => ({
    CIRCLE_OIDC_TOKEN: await token(SUBJECT),
    CIRCLE_OIDC_TOKEN_V2: await token(
      `${SUBJECT}/vcs-origin/github.com/acme/api/vcs-ref/refs/heads/main`,
    ),
  }),
  'first-version': async () => ({ CIRCLE_OIDC_TOKEN: await token(SUBJECT) }),
  fork: async () => ({}),
};

report({ CIRCLECI: 'true', ORGANIZATION, ...(await JOBS[job]()) });
