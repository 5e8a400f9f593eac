import type { Claims } from '../rules/rule.js';
import type { ExchangeRequest } from './exchange-request.js';
import type { Issuer, Organization, Rule, ServiceAccount } from './seed.js';
import type { World } from './world.js';

/** Why an exchange is turned down: a word for the history, and what was seen. The caller learns neither. */
export type Denial = { readonly reason: string; readonly detail: string };

/** An exchange whose rule was found. */
export type Attempt = {
  readonly world: World;
  readonly request: ExchangeRequest;
  readonly organization: Organization;
  readonly rule: Rule;
  readonly issuer: Issuer;
  readonly serviceAccount: ServiceAccount;
};

/** The same, with an identity token whose signature is good. */
export type VerifiedAttempt = Attempt & { readonly claims: Claims };
