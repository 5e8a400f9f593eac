import { askTokenEndpoint, CLIENT_MEANINGS } from './client-credentials.js';
import { CLIENT_SETTINGS, detectClient, readTokenUrl } from './client-settings.js';
import type { IdentityTokenSource } from './source.js';

const TITLE = 'Okta';

const SCOPE = `in the authorization server: add the scope, and a rule of an access policy that lets this client have it;
then name it: --source-setting scope=SCOPE`;

const CUSTOM = 'use a custom authorization server: https://DOMAIN/oauth2/default/v1/token';

/**
 * An API Services app, from a custom authorization server whose audience is the platform's.
 * https://developer.okta.com/docs/guides/implement-grant-type/clientcreds/main/
 */
export const okta: IdentityTokenSource = {
  id: 'okta',
  title: TITLE,
  asked: 'named',
  layer: 'workload',
  again: 'new',
  settings: CLIENT_SETTINGS,

  async detect(around, settings) {
    const found = await detectClient(around, settings, ['token_url', 'client_id', 'scope']);
    if (found.state !== 'present' || readTokenUrl(settings)?.pathname !== '/oauth2/v1/token')
      return found;
    const because = 'token_url is the org authorization server, whose tokens only Okta can read';
    return { state: 'broken', evidence: found.evidence, because, fix: CUSTOM };
  },

  witness: () => undefined,

  /** Whom the token is for is set in Okta, once for all of a server's tokens. */
  fetch: (machine, { settings, from }) =>
    askTokenEndpoint(machine, {
      title: TITLE,
      settings,
      from,
      opaque: CUSTOM,
      meanings: {
        ...CLIENT_MEANINGS,
        invalid_scope: { because: 'it does not have the scope that was asked for', hint: SCOPE },
        access_denied: { because: 'no access policy lets this client have the scope', hint: SCOPE },
        invalid_dpop_proof: {
          because: 'the app demands proof of possession',
          hint: 'in the app, switch off: require Demonstrating Proof of Possession (DPoP) header',
        },
      },
    }),
};
