import type { Secret } from '../secret.js';

/** What a token endpoint granted (RFC 6749 section 5.1, plus the platform's own fields). */
export type TokenGrant = {
  readonly accessToken: Secret;
  /** Epoch seconds. */
  readonly expiresAt: number;
  readonly refreshToken?: Secret;
  /** Space separated. */
  readonly scope?: string;
  readonly organization?: { readonly id: string; readonly name?: string };
  readonly account?: { readonly email?: string };
  readonly workspace?: { readonly id: string; readonly name?: string };
};
