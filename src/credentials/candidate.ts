/** Strongest first. The one place in the program where our own order is written down. */
export const TIERS = [
  'api-key',
  'auth-token',
  'named-profile',
  'federation-env',
  'active-profile',
] as const;

export type Tier = (typeof TIERS)[number];

/** What a candidate would make you, as far as this machine knows; nothing here is a secret. */
export type Identity = {
  readonly kind: 'api-key' | 'auth-token' | 'login' | 'federation';
  readonly profile?: string;
  /** Where its secrets rest. */
  readonly keptIn?: 'split' | 'keychain' | 'file';
  readonly account?: string;
  readonly organization?: Party;
  /** What the token is bound to, else what the profile asks for. */
  readonly workspace?: Party;
  readonly serviceAccountId?: string;
  readonly federationRuleId?: string;
  readonly scope?: string;
  /** Epoch seconds of the access token at hand; absent when there is none or it never expires. */
  readonly expiresAt?: number;
  /** What happens when that time comes. */
  readonly renewal?: 'refresh' | 'exchange' | 'none';
  /** Where API calls go. */
  readonly baseUrl: string;
  /** Where the profile asks for one thing and the token at hand is for another. */
  readonly drift?: readonly Drift[];
};

export type Drift = {
  readonly what: 'organization' | 'workspace';
  /** What is asked for, and by whom: `profile`, or a variable that fills the profile's gap. */
  readonly asked: string;
  readonly by: string;
  readonly token: string;
};

export type Party = { readonly id: string; readonly name?: string };

/**
 * A credential that might be used.
 *
 * - `ready`: it can be used, or renewed and then used.
 * - `absent`: nobody set it.
 * - `incomplete`: some of its parts are set. The official SDKs pass it over while a profile can answer.
 * - `broken`: somebody chose it and it cannot work. It stops the search, as in the SDKs from 1.0 on.
 */
export type Candidate = {
  readonly tier: Tier;
  /** What a person would point at: `ANTHROPIC_API_KEY`, `profile "ci" (--profile)`. */
  readonly origin: string;
  /** The profile it is made of, whether or not that can be used. */
  readonly profile?: string;
  readonly state: 'ready' | 'absent' | 'incomplete' | 'broken';
  readonly because?: string;
  /** The command or setting that mends it. */
  readonly hint?: string;
  readonly identity?: Identity;
};
