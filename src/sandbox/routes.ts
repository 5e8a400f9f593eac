import type { HttpRequest } from '../host.js';
import { createMessage, listModels, showOrganization, showProfile } from './api.js';
import { decide, showCode, showConsent } from './authorize.js';
import { mintOnRequest, ours, showHistory, showInfo, showRequests } from './control.js';
import { showDiscovery, showKeys } from './issuers.js';
import { revokeToken, showMetadata } from './revocation.js';
import { answerTokenRequest } from './token-endpoint.js';
import type { Endpoint } from './world.js';

type Route = readonly [HttpRequest['method'], RegExp, Endpoint];

/** All there is. No CORS header anywhere, so a web page can read nothing of it. */
export const ROUTES: readonly Route[] = [
  ['GET', /^\/oauth\/authorize$/, showConsent],
  ['POST', /^\/oauth\/authorize$/, decide],
  ['GET', /^\/oauth\/code\/callback$/, showCode],
  ['POST', /^\/v1\/oauth\/token$/, answerTokenRequest],
  ['POST', /^\/v1\/oauth\/revoke$/, revokeToken],
  ['GET', /^\/\.well-known\/oauth-authorization-server$/, showMetadata],
  ['GET', /^\/v1\/models$/, listModels],
  ['POST', /^\/v1\/messages$/, createMessage],
  ['GET', /^\/v1\/organizations\/me$/, showOrganization],
  ['GET', /^\/api\/oauth\/profile$/, showProfile],
  ['GET', /^\/issuers\/[^/]+\/\.well-known\/openid-configuration$/, showDiscovery],
  ['GET', /^\/issuers\/[^/]+\/jwks$/, showKeys],
  ['GET', /^\/sandbox\/info$/, ours(showInfo)],
  ['GET', /^\/sandbox\/history$/, ours(showHistory)],
  ['GET', /^\/sandbox\/requests$/, ours(showRequests)],
  ['POST', /^\/sandbox\/mint$/, ours(mintOnRequest)],
];
