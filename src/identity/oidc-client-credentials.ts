import { askTokenEndpoint, CLIENT_MEANINGS } from './client-credentials.js';
import { CLIENT_SETTINGS, detectClient } from './client-settings.js';
import type { IdentityTokenSource, SourceSettings } from './source.js';

const TITLE = 'OIDC client credentials';
const PARAMETERS = ['resource', 'audience', 'none'];

const AUDIENCE = `register the audience there as an API or resource whose access tokens are JWTs
if it is told in another way: --source-setting audience_parameter=${PARAMETERS.join('|')}`;

/**
 * A client of any OAuth server that issues JWTs: Keycloak, Auth0, Ping, … The server is told whom the token is for by
 * `resource` (RFC 8707), unless it wants another word.
 */
export const oidcClientCredentials: IdentityTokenSource = {
  id: 'oidc-client-credentials',
  title: TITLE,
  asked: 'named',
  layer: 'workload',
  again: 'new',
  settings: {
    ...CLIENT_SETTINGS,
    audience_parameter: 'how the server is told the audience: resource (default), audience or none',
  },

  async detect(around, settings) {
    const found = await detectClient(around, settings, ['token_url', 'client_id']);
    if (found.state !== 'present' || PARAMETERS.includes(parameterOf(settings))) return found;
    const because = `audience_parameter is none of ${PARAMETERS.join(', ')}`;
    return { state: 'broken', evidence: found.evidence, because, fix: AUDIENCE };
  },

  witness: () => undefined,

  fetch(machine, { audience, settings, from }) {
    const parameter = parameterOf(settings);
    return askTokenEndpoint(machine, {
      title: TITLE,
      settings,
      from,
      ...(parameter !== 'none' && { more: { [parameter]: audience } }),
      opaque: AUDIENCE,
      meanings: {
        ...CLIENT_MEANINGS,
        invalid_target: { because: 'it knows no such audience', hint: AUDIENCE },
        invalid_scope: {
          because: 'it does not have the scope that was asked for, or wants one',
          hint: 'name one that this client may have: --source-setting scope=SCOPE',
        },
      },
    });
  },
};

function parameterOf({ audience_parameter: name = 'resource' }: SourceSettings): string {
  return name;
}
