import type { FederatedToken } from '../credentials/federated-token.js';
import { duration } from './time.js';

/** How long an access token lives and what keeps it from living longer. Seconds. */
export type Lifetime = {
  readonly life: number;
  /** Of the identity token, when it was sent; absent when the access token was kept from before. */
  readonly left?: number;
  /** `identity-token`: the platform gives at most twice what is left of that, and never less than a minute. */
  readonly limitedBy?: 'identity-token' | 'federation-rule';
};

/** What has passed between the platform's clock and ours. */
const SLACK = 10;

/** `undefined` for a token that never ends. */
export function lifetimeOf(token: FederatedToken, now: number): Lifetime | undefined {
  const { login, presented } = token;
  if (login.expiresAt === undefined) return undefined;
  const life = login.expiresAt - now;
  if (presented?.expiresAt === undefined) return { life };
  const left = Math.max(0, presented.expiresAt - now);
  const most = Math.max(60, 2 * left);
  const limitedBy = life >= most - SLACK ? 'identity-token' : 'federation-rule';
  return { life, left, limitedBy };
}

/** Why it is no longer, in words; empty when nobody here knows. */
export function lifetimeReason({ left = 0, limitedBy }: Lifetime): string {
  if (limitedBy === undefined) return '';
  return limitedBy === 'identity-token'
    ? `at most twice what is left of the identity token (${duration(left)})`
    : 'as the federation rule’s token_lifetime_seconds says';
}

/** Whether the source of the identity token makes another one when it is asked again, and its name. */
export type Again = { readonly from: string; readonly again: boolean };

/** What to know when the token ends before the job does, a line each; none when it lasts. */
export function jobWarnings(
  lifetime: Lifetime,
  { jobTime, from, again }: Again & { readonly jobTime: number },
): readonly string[] {
  if (lifetime.life >= jobTime) return [];
  const reason = lifetimeReason(lifetime);
  const because = reason === '' ? '' : `: ${reason}`;
  return [
    `the access token lives ${duration(lifetime.life)}, and the job takes ${duration(jobTime)}${because}`,
    ...longer(lifetime),
    again
      ? 'or have it renewed: run the program under ant exec, or its SDK beside ant federation token --watch'
      : `it cannot be renewed: ${from} gives no other identity token, and one is good for one exchange`,
  ];
}

function longer({ limitedBy }: Lifetime): readonly string[] {
  if (limitedBy === 'identity-token') {
    return ['to have it longer: exchange earlier, or get an identity token that lives longer'];
  }
  return limitedBy === 'federation-rule'
    ? ['to have it longer: raise token_lifetime_seconds of the rule (at most 86400)']
    : [];
}
