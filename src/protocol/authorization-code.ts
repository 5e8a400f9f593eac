import type { HttpRequest } from '../host.js';
import type { Secret } from '../secret.js';
import { tokenEndpoint } from './endpoints.js';
import type { Proof } from './pkce.js';

export type AuthorizationCodeGrant = {
  readonly baseUrl: URL;
  readonly clientId: string;
  readonly code: Secret;
  /** The very one the authorize URL carried. */
  readonly redirectUri: string;
  readonly proof: Pick<Proof, 'state' | 'verifier'>;
  readonly userAgent: string;
};

/** RFC 6749 section 4.1.3 with PKCE. Form-encoded and without any beta, as this back end wants it. */
export function authorizationCodeRequest(grant: AuthorizationCodeGrant): HttpRequest {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: grant.code.reveal(),
    code_verifier: grant.proof.verifier.reveal(),
    client_id: grant.clientId,
    redirect_uri: grant.redirectUri,
    // Not in the RFC, but the platform answers 400 without it.
    state: grant.proof.state,
  });
  return {
    method: 'POST',
    url: tokenEndpoint(grant.baseUrl),
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': grant.userAgent,
    },
    body: body.toString(),
  };
}
