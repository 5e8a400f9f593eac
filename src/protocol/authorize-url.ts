import { authorizePage } from './endpoints.js';
import type { Proof } from './pkce.js';

export type AuthorizeRequest = {
  /** From `parseBaseUrl`, so that a browser is never handed another scheme. */
  readonly consoleUrl: URL;
  readonly clientId: string;
  readonly redirectUri: string;
  /** Space separated. */
  readonly scope: string;
  readonly proof: Pick<Proof, 'state' | 'challenge'>;
  /** Left out, the Console asks. */
  readonly workspaceId?: string;
  readonly organizationId?: string;
};

/** The page where a person approves (RFC 6749 section 4.1.1, RFC 7636 section 4.3). Printable ASCII. */
export function authorizeUrl(request: AuthorizeRequest): string {
  const query = new URLSearchParams({
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    response_type: 'code',
    scope: request.scope,
    state: request.proof.state,
    code_challenge: request.proof.challenge,
    code_challenge_method: 'S256',
  });
  if (request.workspaceId !== undefined) query.set('workspace_id', request.workspaceId);
  // The Console's own spelling.
  if (request.organizationId !== undefined) query.set('orgUUID', request.organizationId);
  return `${authorizePage(request.consoleUrl)}?${query}`;
}
