import type { HttpRequest } from '../host.js';
import type { Secret } from '../secret.js';
import { tokenEndpoint } from './endpoints.js';
import { OAUTH_BETA } from './headers.js';

export type RefreshTokenGrant = {
  readonly baseUrl: URL;
  readonly clientId: string;
  readonly refreshToken: Secret;
  readonly userAgent: string;
};

/** RFC 6749 section 6. No `scope`, so that the platform keeps the full set of the login. */
export function refreshTokenRequest(grant: RefreshTokenGrant): HttpRequest {
  return {
    method: 'POST',
    url: tokenEndpoint(grant.baseUrl),
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'anthropic-beta': OAUTH_BETA,
      'user-agent': grant.userAgent,
    },
    body: JSON.stringify({
      grant_type: 'refresh_token',
      refresh_token: grant.refreshToken.reveal(),
      client_id: grant.clientId,
    }),
  };
}
