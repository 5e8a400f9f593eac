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
  /** Origin of the token endpoint that issued it, when `ant` noted it with a refresh token. Never taken
   * from here when saving: the renewal says it. */
  readonly origin?: string;
  /** Other origins that the person lets its access token be sent to. Left out when saving, what a file
   * already says of them stays. */
  readonly trusted?: readonly string[];
  /** What a person should know about where this was found, a line each. Never written anywhere. */
  readonly notes?: readonly string[];
};

/** What renews a login, and the only place it may be sent to. */
export type Renewal = {
  readonly refreshToken: Secret;
  readonly clientId: string | undefined;
  /** Origin of the token endpoint that issued it, as in `https://api.anthropic.com`; absent when another
   * tool wrote it and did not say. */
  readonly origin: string | undefined;
  /** As of the login; they count only where `origin` is absent. */
  readonly trusted?: readonly string[];
  /** Found in the file of a profile whose place is the keychain, because another tool signed in later. What
   * renews it must be saved with this kept, so that it stays where that tool looks for it. */
  readonly keptIn?: 'file';
};
