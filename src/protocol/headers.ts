export const API_VERSION = '2023-06-01';

/** Goes with every OAuth access token, and with a refresh. */
export const OAUTH_BETA = 'oauth-2025-04-20';

/** Sends a token request to the federation back end, which knows no other grant: never on a code or refresh. */
export const FEDERATION_BETA = 'oidc-federation-2026-04-01';

/** How we name ourselves, as in `ant-auth/0.1.0`. */
export function userAgent(version: string): string {
  return `ant-auth/${version}`;
}
