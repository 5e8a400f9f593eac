// The variables that a step of Bitbucket Pipelines finds. Usage: node bitbucket.mjs [what its author wrote]
// https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/
import { mint, report } from './issuer.mjs';

const [author = 'audiences'] = process.argv.slice(2);
const WORKSPACE = 'ari:cloud:bitbucket::workspace/7d3e3c7a-0000-4000-8000-000000000001';
const REPOSITORY = '{5b7e6f6d-0000-4000-8000-000000000002}';

/** `aud` is a list, of one too: https://jira.atlassian.com/browse/BCLOUD-24028 */
const stepToken = (audience) =>
  mint({
    audience,
    lifetime: 3600,
    iss: 'https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
    sub: `${REPOSITORY}:{0c4b7c1e-0000-4000-8000-000000000003}`,
    repositoryUuid: REPOSITORY,
    branchName: 'main',
  });

const TOKENS = {
  audiences: () => stepToken(['https://api.anthropic.com']),
  several: () => stepToken(['https://first.example', 'https://api.anthropic.com']),
  true: () => stepToken([WORKSPACE]),
  text: () => stepToken(WORKSPACE),
  nobody: () => stepToken([]),
  empty: async () => '',
  page: async () => '<html>',
};

const made = await TOKENS[author]?.();
report({
  CI: 'true',
  BITBUCKET_BUILD_NUMBER: '7',
  ...(made !== undefined && { BITBUCKET_STEP_OIDC_TOKEN: made }),
});
