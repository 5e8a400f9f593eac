import { sha256 } from '../digest.js';
import type { FederationInputs } from '../federation/inputs.js';

/** Everything a federated access token is minted for. */
export type MintedFor = FederationInputs & {
  /** Token endpoint's base URL. */
  readonly baseUrl: string;
  readonly issuer: string;
  readonly subject: string;
};

/**
 * The key a minted token is cached under: a hash of everything it was minted for, never of the
 * profile's name, so that a changed rule or workspace can never be served the old token.
 */
export function cacheKey(minted: MintedFor): string {
  const { baseUrl, issuer, subject, federationRuleId, organizationId } = minted;
  const { serviceAccountId = null, workspaceId = null } = minted;
  return sha256(
    JSON.stringify([
      'ant-1',
      baseUrl,
      issuer,
      subject,
      federationRuleId,
      organizationId,
      serviceAccountId,
      workspaceId,
    ]),
  );
}
