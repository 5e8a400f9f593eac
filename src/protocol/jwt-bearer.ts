import type { HttpRequest } from '../host.js';
import type { Secret } from '../secret.js';
import { tokenEndpoint } from './endpoints.js';
import { FEDERATION_BETA, OAUTH_BETA } from './headers.js';

export type JwtBearerGrant = {
  readonly baseUrl: URL;
  /** The identity token, in the moment it is sent. */
  readonly assertion: Secret;
  readonly federationRuleId: string;
  readonly organizationId: string;
  readonly serviceAccountId?: string;
  /** `wrkspc_…` or `default`. */
  readonly workspaceId?: string;
  readonly userAgent: string;
};

/**
 * RFC 7523 section 2.1. The values are trimmed here, because the platform refuses an id with one
 * stray newline around it, and drops a misspelt field without a word.
 */
export function jwtBearerRequest(grant: JwtBearerGrant): HttpRequest {
  return {
    method: 'POST',
    url: tokenEndpoint(grant.baseUrl),
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'anthropic-beta': `${OAUTH_BETA},${FEDERATION_BETA}`,
      'user-agent': grant.userAgent,
    },
    body: JSON.stringify({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: grant.assertion.reveal().trim(),
      federation_rule_id: grant.federationRuleId.trim(),
      organization_id: grant.organizationId.trim(),
      // JSON leaves an undefined one out.
      service_account_id: grant.serviceAccountId?.trim(),
      workspace_id: grant.workspaceId?.trim(),
    }),
  };
}
