import { exchange } from '../federation/exchange.js';
import { checkInputs, type FederationInputs, type FoundInputs } from '../federation/inputs.js';
import type { IdentityTokenOrigin } from '../identity/origin.js';
import { readString } from '../json.js';
import { parseBaseUrl } from '../protocol/base-url.js';
import type { Login, Shelf } from '../store/login.js';
import { type Assertion, assertionFrom, type Held } from './assertion.js';
import { cacheKey } from './cache-key.js';
import {
  exchangeNow,
  exchangeOnce,
  loadMinted,
  type Mint,
  type MintedPlace,
} from './exchange-once.js';
import { isFresh, RENEW_AT_SECONDS, UNUSABLE_AT_SECONDS } from './freshness.js';
import { loginFrom } from './login-from.js';
import type { TokenMachine, UsableToken, Wanted } from './usable-token.js';

/** What an exchange needs, found but not yet checked. */
export type FederationPlan = {
  readonly baseUrl: { readonly value: string; readonly origin: string };
  readonly inputs: FoundInputs;
  readonly identityToken: IdentityTokenOrigin;
  /** Where the minted token is kept for the profile's users, the official SDKs among them. */
  readonly shelf?: Shelf;
  /** Where it is kept for our own next runs when there is no profile: with variables and flags alone. */
  readonly configDir?: string | undefined;
  /** Called once everything was found good that can be judged here. */
  readonly beforeSending?: () => void;
  /** Told of a new token before it is kept anywhere: what it throws keeps the token from everybody. */
  readonly accept?: (login: Login) => Promise<void>;
};

/** The identity token's own words. `expiresAt` in epoch seconds. */
export type Presented = {
  readonly issuer: string;
  readonly subject: string;
  readonly expiresAt?: number;
};

/** What the exchange was made of, for explaining it. */
export type FederatedToken = UsableToken & {
  readonly inputs: FederationInputs;
  /** Shown and never trusted; absent when no identity token was sent. */
  readonly presented?: Presented;
};

/**
 * A workload's access token: the cached one while it has more than `minTtl` seconds left and was minted
 * for exactly this, and then no lock is taken; else a newly exchanged one, which is stored before it
 * is returned. `force` exchanges unless another process has done so since.
 */
export async function federatedToken(
  host: TokenMachine,
  plan: FederationPlan,
  { minTtl = RENEW_AT_SECONDS, force = false }: Wanted,
): Promise<FederatedToken> {
  const inputs = checkInputs(plan.inputs);
  const baseUrl = parseBaseUrl(plan.baseUrl.value, plan.baseUrl.origin);
  const assertion = await assertionFrom(host, plan.identityToken);
  const { issuer, subject } = assertion;
  const place = (await isKept(host, plan, assertion))
    ? placeFor(plan, cacheKey({ ...inputs, issuer, subject, baseUrl: baseUrl.href }))
    : undefined;
  const before = place && (await loadMinted(host, place));
  if (!force && before !== undefined && isFresh(before.expiresAt, host.now(), minTtl)) {
    return { login: before, how: 'cached', inputs };
  }
  const mint: Mint = {
    origin: plan.identityToken,
    baseUrl,
    isEnough: newerThan(host, before),
    obtain: assertion.obtain,
    exchange: async ({ token }) => {
      plan.beforeSending?.();
      const login = loginFrom(await exchange(host, { baseUrl, assertion: token, inputs }));
      await plan.accept?.(login);
      return login;
    },
  };
  const { presented, ...minted } = await (place === undefined
    ? exchangeNow(mint)
    : exchangeOnce(host, mint, place));
  return { ...minted, inputs, ...(presented && { presented: shownOf(presented) }) };
}

/**
 * On a machine that has nothing of ours nothing is left, unless the next command could not get an access token
 * with the same assertion. No key has to be made then.
 */
async function isKept(
  { files }: TokenMachine,
  { shelf, configDir }: FederationPlan,
  { isSingleUse }: Assertion,
): Promise<boolean> {
  if (shelf !== undefined) return true;
  if (configDir === undefined || isSingleUse) return configDir !== undefined;
  return (await files.read(configDir, { follow: true }))?.kind === 'directory';
}

/** With the profile, or in a file of its own. */
function placeFor({ shelf, configDir = '' }: FederationPlan, key: string): MintedPlace {
  if (shelf !== undefined) return { shelf, key };
  const credentialsPath = `${configDir}/credentials/federation-ant/${key}.json`;
  return { shelf: { configDir, profile: '', backend: 'file', credentialsPath }, key };
}

/** Another token than before is what somebody else got by exchanging, and no worse than one of our own. */
function newerThan({ now }: TokenMachine, before: Login | undefined) {
  const old = before?.accessToken.reveal();
  return ({ accessToken, expiresAt }: Login): boolean =>
    accessToken.reveal() !== old && isFresh(expiresAt, now(), UNUSABLE_AT_SECONDS);
}

function shownOf({ claims }: Held): Presented {
  const { exp } = claims;
  return {
    issuer: readString(claims, 'iss') ?? '',
    subject: readString(claims, 'sub') ?? '',
    ...(typeof exp === 'number' && { expiresAt: exp }),
  };
}
