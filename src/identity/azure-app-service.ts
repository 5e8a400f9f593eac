import type { Env } from '../host.js';
import { tokenInAnswer } from './answer.js';
import { ENTRA_MEANINGS, entraAccepts, entraResource } from './entra.js';
import { checkMetadataUrl } from './metadata-url.js';
import { askPatiently } from './patience.js';
import type { Detection, IdentityTokenSource } from './source.js';

const TITLE = 'Azure App Service';
const URL_NAME = 'IDENTITY_ENDPOINT';
const SECRET_NAME = 'IDENTITY_HEADER';

const ASSIGN = `give the app an identity, by the line for its kind, and restart it:
az webapp identity assign --resource-group GROUP --name APP
az functionapp identity assign --resource-group GROUP --name APP
az containerapp identity assign --resource-group GROUP --name APP --system-assigned
of several identities, say which: --source-setting client_id=CLIENT_ID`;

/**
 * The managed identity of a web app, function or container app.
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export const azureAppService: IdentityTokenSource = {
  id: 'azure-app-service',
  title: TITLE,
  asked: 'ambient',
  layer: 'workload',
  again: 'new',
  settings: { client_id: 'which of several managed identities' },

  detect: async ({ env }) => detection(env),

  /** Neither variable says which identity is behind them. */
  witness: () => undefined,

  async fetch(machine, { audience, settings: { client_id: clientId } }) {
    const { env } = machine;
    const url = checkMetadataUrl(env[URL_NAME] ?? '', { from: URL_NAME });
    url.searchParams.set('api-version', '2019-08-01');
    url.searchParams.set('resource', entraResource(audience));
    if (clientId !== undefined) url.searchParams.set('client_id', clientId);
    const response = await askPatiently(
      machine,
      {
        method: 'GET',
        url: url.href,
        headers: { 'x-identity-header': env[SECRET_NAME]?.trim() ?? '' },
      },
      { untilUp: true },
    );
    return tokenInAnswer(response, {
      title: TITLE,
      host: url.host,
      field: 'access_token',
      meanings: {
        ...ENTRA_MEANINGS,
        400: { because: 'there is no such identity here, or no such audience', hint: ASSIGN },
        401: { because: `${SECRET_NAME} is not accepted`, hint: 'run it inside the app' },
        403: { because: `${SECRET_NAME} is not accepted`, hint: 'run it inside the app' },
      },
    });
  },

  accepts: entraAccepts,
};

function detection(env: Env): Detection {
  const here = [URL_NAME, SECRET_NAME].filter((name) => env[name]?.trim());
  // Azure Arc has the endpoint, too, and IMDS_ENDPOINT in the place of the secret.
  if (here.length === 0 || (!env[SECRET_NAME] && env.IMDS_ENDPOINT)) {
    return { state: 'absent', lookedFor: [URL_NAME, SECRET_NAME] };
  }
  if (here.length === 1) {
    const missing = here[0] === URL_NAME ? SECRET_NAME : URL_NAME;
    const because = `${missing} is not set, though ${here[0]} is`;
    return { state: 'broken', evidence: here, because, fix: ASSIGN };
  }
  if (env.IDENTITY_SERVER_THUMBPRINT) {
    return {
      state: 'broken',
      evidence: [...here, 'IDENTITY_SERVER_THUMBPRINT'],
      because:
        'this is Service Fabric, which is not supported: only IDENTITY_SERVER_THUMBPRINT vouches for its server',
      fix: 'get the token with an SDK of Azure, and pipe it to: ant federation exchange --identity-token-file -',
    };
  }
  return { state: 'present', evidence: here };
}
