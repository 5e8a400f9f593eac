import type { Secret } from '../secret.js';

/** Where the secrets of one profile rest. `split` is the default where a keychain works. */
export type Backend = 'split' | 'keychain' | 'file';

/** Which login is meant: one profile in one configuration directory, kept in one backend. */
export type Shelf = {
  /** Absolute path of the configuration directory. */
  readonly configDir: string;
  readonly profile: string;
  readonly backend: Backend;
  /** The profile's own `authentication.credentials_path`, when it has one. */
  readonly credentialsPath?: string;
};

/** What a profile can be used with right now, without anything that could renew it. */
export type Login = {
  readonly accessToken: Secret;
  /** Epoch seconds; absent means it never expires (a static token). */
  readonly expiresAt?: number;
  readonly scope?: string;
  readonly organizationId?: string;
  readonly organizationName?: string;
  readonly accountEmail?: string;
  readonly workspaceId?: string;
  readonly workspaceName?: string;
  /** What a federation token was minted for, hashed; a cached token with another key is not used. */
  readonly cacheKey?: string;
};

/** What renews a login, and the only place it may be sent to. */
export type Renewal = {
  readonly refreshToken: Secret;
  readonly clientId: string | undefined;
  /** Origin of the token endpoint that issued it, as in `https://api.anthropic.com`; absent when another
   * tool wrote it and did not say. */
  readonly origin: string | undefined;
};
