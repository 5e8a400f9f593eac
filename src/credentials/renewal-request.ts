import { originOf, parseBaseUrl } from '../protocol/base-url.js';
import { userAgent } from '../protocol/headers.js';
import { refreshTokenRequest } from '../protocol/refresh-token.js';
import { readTokenResponse, type TokenGrant } from '../protocol/token-response.js';
import type { Renewal } from '../store/login.js';
import { loadRenewal, renewalFor } from '../store/store.js';
import type { SelectedProfile } from './selected-profile.js';
import { cannotRenew } from './sign-in-errors.js';
import type { TokenMachine } from './usable-token.js';

/** Milliseconds for the platform's answer: Claude Code waits 15 seconds for whoever holds its lock. */
const ANSWER_LIMIT = 10_000;

/** What renews a login, and everything needed to send it. */
export type BoundRenewal = {
  readonly renewal: Renewal;
  readonly baseUrl: URL;
  readonly clientId: string;
};

/** What renews this profile's login at the platform that the profile uses. Never one from elsewhere. */
export async function readRenewal(
  host: TokenMachine,
  { profile, effective, shelf }: SelectedProfile,
): Promise<BoundRenewal> {
  const baseUrl = parseBaseUrl(effective.tokenBaseUrl.value, effective.tokenBaseUrl.origin);
  const found = await loadRenewal(host, shelf);
  if (found === undefined) throw cannotRenew(profile.name, 'it holds no refresh token');
  const renewal = renewalFor(found, { contacting: originOf(baseUrl), profile: profile.name });
  const clientId = renewal.clientId ?? profile.clientId;
  if (clientId === undefined) throw cannotRenew(profile.name, 'it names no client_id');
  return { renewal, baseUrl, clientId };
}

/**
 * Sends it once and reads what it gives. It may be spent from then on, so an answer under way is waited
 * for even when the program is asked to stop.
 */
export async function sendRenewal(
  host: TokenMachine,
  { profile }: SelectedProfile,
  { renewal: { refreshToken }, baseUrl, clientId }: BoundRenewal,
): Promise<TokenGrant> {
  const sender = { baseUrl, clientId, refreshToken, userAgent: userAgent(host.version) };
  const response = await host.http({
    ...refreshTokenRequest(sender),
    limit: ANSWER_LIMIT,
    unrepeatable: true,
  });
  return readTokenResponse(response, {
    now: host.now(),
    host: baseUrl.host,
    grant: 'refresh_token',
    profile: profile.name,
    secrets: [refreshToken],
  });
}

/** What is to be kept after that. An answer without a refresh token leaves the old one in force. */
export function nextRenewal(
  { renewal, clientId }: BoundRenewal,
  { refreshToken = renewal.refreshToken }: TokenGrant,
): Renewal {
  return { ...renewal, refreshToken, clientId };
}
