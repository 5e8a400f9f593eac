import { exchange } from '../federation/exchange.js';
import { checkInputs, type FederationInputs, type FoundInputs } from '../federation/inputs.js';
import type { Host } from '../host.js';
import type { IdentityTokenOrigin } from '../identity/origin.js';
import { checkIdentityToken, readIdentityToken } from '../identity/read-token.js';
import { readString } from '../json.js';
import { decodeIdentityToken } from '../jwt/decode.js';
import { parseBaseUrl } from '../protocol/base-url.js';
import type { Secret } from '../secret.js';
import type { Login, Shelf } from '../store/login.js';
import { loadLogin, saveLogin } from '../store/store.js';
import { cacheKey } from './cache-key.js';
import { isFresh, RENEW_AT_SECONDS } from './freshness.js';
import type { UsableToken, Wanted } from './usable-token.js';
import { loginFrom } from './user-token.js';

type Machine = Pick<
  Host,
  'env' | 'files' | 'keychain' | 'platform' | 'user' | 'http' | 'now' | 'terminal' | 'version'
>;

/** What an exchange needs, found but not yet checked. */
export type FederationPlan = {
  readonly baseUrl: { readonly value: string; readonly origin: string };
  readonly inputs: FoundInputs;
  readonly identityToken: IdentityTokenOrigin;
  /** Where the minted token is kept; absent for variables and flags alone, as in the official SDKs. */
  readonly shelf?: Shelf;
};

/** What the exchange was made of, for explaining it. Claims are shown, never trusted. */
export type FederatedToken = UsableToken & {
  readonly inputs: FederationInputs;
  readonly issuer: string;
  readonly subject: string;
};

/**
 * A workload's access token: the cached one while it has more than `minTtl` seconds left and was
 * minted for exactly this, else a newly exchanged one, which is stored before it is returned.
 */
export async function federatedToken(
  host: Machine,
  plan: FederationPlan,
  { minTtl = RENEW_AT_SECONDS, force = false }: Wanted,
): Promise<FederatedToken> {
  const inputs = checkInputs(plan.inputs);
  const baseUrl = parseBaseUrl(plan.baseUrl.value, plan.baseUrl.origin);
  const assertion = await readIdentityToken(host, plan.identityToken);
  const claims = claimsOf(assertion);
  const key = cacheKey({ ...inputs, ...claims, baseUrl: baseUrl.href });
  const cached = force ? undefined : await loadCached(host, plan.shelf, key);
  if (cached !== undefined && isFresh(cached.expiresAt, host.now(), minTtl)) {
    return { login: cached, how: 'cached', inputs, ...claims };
  }
  checkIdentityToken(assertion, plan.identityToken, host.now());
  const grant = await exchange(host, { baseUrl, assertion, inputs });
  const login: Login = { ...loginFrom(grant), cacheKey: key };
  if (plan.shelf !== undefined) await saveLogin(host, plan.shelf, { login });
  return { login, how: 'exchanged', inputs, ...claims };
}

async function loadCached(
  host: Machine,
  shelf: Shelf | undefined,
  key: string,
): Promise<Login | undefined> {
  if (shelf === undefined) return undefined;
  const login = await loadLogin(host, shelf);
  return login?.cacheKey === key ? login : undefined;
}

/** Of a token not yet checked: an empty claim fails the check that comes before it is sent. */
function claimsOf(token: Secret): { readonly issuer: string; readonly subject: string } {
  const claims = decodeIdentityToken(token.reveal())?.claims ?? {};
  return { issuer: readString(claims, 'iss') ?? '', subject: readString(claims, 'sub') ?? '' };
}
