import type { Host } from '../host.js';
import type { Login } from '../store/login.js';

/** What getting a token may take. */
export type TokenMachine = Pick<
  Host,
  | 'env'
  | 'files'
  | 'locks'
  | 'keychain'
  | 'platform'
  | 'user'
  | 'http'
  | 'now'
  | 'sleep'
  | 'random'
  | 'interrupt'
  | 'terminal'
  | 'version'
  | 'child'
  | 'aws'
  | 'grpc'
>;

/** How long a token must live and whether a fresh one will do. */
export type Wanted = {
  /** Seconds; a token with this much left or less is renewed first. */
  readonly minTtl?: number;
  /** Renew even a fresh token. */
  readonly force?: boolean;
  /** Fail rather than hand out one that should have been renewed and could not be. */
  readonly insist?: boolean;
};

/** A token that may be handed out, and how it came to be. */
export type UsableToken = {
  readonly login: Login;
  readonly how: 'cached' | 'refreshed' | 'exchanged';
  /** What the person should know: one line. */
  readonly warning?: string;
};
