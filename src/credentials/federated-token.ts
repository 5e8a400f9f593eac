import { exchange } from '../federation/exchange.js';
import { checkInputs, type FederationInputs, type FoundInputs } from '../federation/inputs.js';
import type { IdentityTokenOrigin } from '../identity/origin.js';
import { checkIdentityToken, readIdentityToken } from '../identity/read-token.js';
import { type JsonObject, readString } from '../json.js';
import { decodeIdentityToken } from '../jwt/decode.js';
import { parseBaseUrl } from '../protocol/base-url.js';
import type { Login, Shelf } from '../store/login.js';
import { cacheKey } from './cache-key.js';
import { exchangeOnce, loadMinted, type Mint, type Minted } from './exchange-once.js';
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
};

/** What the exchange was made of, for explaining it. Claims are shown, never trusted. */
export type FederatedToken = UsableToken & {
  readonly inputs: FederationInputs;
  readonly issuer: string;
  readonly subject: string;
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
  const assertion = await readIdentityToken(host, plan.identityToken);
  // Of a token not yet checked: an empty claim fails the check that comes before it is sent.
  const claims = decodeIdentityToken(assertion.reveal())?.claims ?? {};
  const shown = { inputs, ...shownOf(claims) };
  const key = cacheKey({ ...inputs, ...shownOf(claims), baseUrl: baseUrl.href });
  const shelf = plan.shelf ?? (await cacheShelf(host, plan.configDir, key));
  const before = shelf && (await loadMinted(host, { shelf, key }));
  if (!force && before !== undefined && isFresh(before.expiresAt, host.now(), minTtl)) {
    return { login: before, how: 'cached', ...shown };
  }
  checkIdentityToken(assertion, plan.identityToken, host.now());
  const mint: Mint = {
    key,
    claims,
    origin: plan.identityToken,
    baseUrl,
    isEnough: newerThan(host, before),
    exchange: async () => loginFrom(await exchange(host, { baseUrl, assertion, inputs })),
  };
  return { ...(await mintAt(host, mint, shelf)), ...shown };
}

async function mintAt(host: TokenMachine, mint: Mint, shelf: Shelf | undefined): Promise<Minted> {
  if (shelf !== undefined) return exchangeOnce(host, mint, shelf);
  return { login: { ...(await mint.exchange()), cacheKey: mint.key }, how: 'exchanged' };
}

/** A file of its own, away from the profiles'; none is made on a machine that has nothing of ours. */
async function cacheShelf(
  { files }: TokenMachine,
  configDir: string | undefined,
  key: string,
): Promise<Shelf | undefined> {
  if (configDir === undefined) return undefined;
  const found = await files.read(configDir, { follow: true });
  if (found?.kind !== 'directory') return undefined;
  const credentialsPath = `${configDir}/credentials/federation-ant/${key}.json`;
  return { configDir, profile: '', backend: 'file', credentialsPath };
}

/** Another token than before is what somebody else got by exchanging, and no worse than one of our own. */
function newerThan({ now }: TokenMachine, before: Login | undefined) {
  const old = before?.accessToken.reveal();
  return ({ accessToken, expiresAt }: Login): boolean =>
    accessToken.reveal() !== old && isFresh(expiresAt, now(), UNUSABLE_AT_SECONDS);
}

function shownOf(claims: JsonObject): { readonly issuer: string; readonly subject: string } {
  return { issuer: readString(claims, 'iss') ?? '', subject: readString(claims, 'sub') ?? '' };
}
