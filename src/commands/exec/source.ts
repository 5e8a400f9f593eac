import { DEFAULT_BASE_URL } from '../../child/environment.js';
import type { Candidate } from '../../credentials/candidate.js';
import type { Search } from '../../credentials/find-candidates.js';
import { UNUSABLE_AT_SECONDS } from '../../credentials/freshness.js';
import { profileToken } from '../../credentials/profile-token.js';
import { type SelectedProfile, selectProfile } from '../../credentials/selected-profile.js';
import type { UsableToken } from '../../credentials/usable-token.js';
import { winnerToken } from '../../credentials/winner-token.js';
import type { Host } from '../../host.js';
import { requireProfile } from '../../profiles/files.js';
import { originOf, parseBaseUrl } from '../../protocol/base-url.js';
import { mayGo, requireTrusted } from '../../store/origin.js';

/** Where the winner of the decision has its token from, as often as one is needed. */
export type Source = {
  /** A token that outlives `minTtl` seconds, if there is one to be had. */
  readonly obtain: (minTtl: number) => Promise<UsableToken>;
  /** Where API calls with this token go: never anywhere but to where it was issued. */
  readonly baseUrlFor: (token: UsableToken) => string;
};

/** Uses nothing yet. */
export async function sourceOf(host: Host, winner: Candidate, search: Search): Promise<Source> {
  const { configDir, baseUrlFlag } = search;
  const name = winner.identity?.profile;
  if (name === undefined || configDir === undefined) {
    const { baseUrl = '' } = winner.identity ?? {};
    return { obtain: () => winnerToken(host, winner, search), baseUrlFor: () => baseUrl };
  }
  // Read again each time: a store may be moved, and a profile signed in again, under a running program.
  const select = async () =>
    selectProfile(host, await requireProfile(host, configDir, name), { configDir, baseUrlFlag });
  const selected = await select();
  // What nothing here renews is used to its end, and watched for whoever does renew it.
  const renewed = winner.identity?.renewal !== 'none';
  return {
    obtain: async (minTtl) =>
      profileToken(host, await select(), { minTtl: renewed ? minTtl : UNUSABLE_AT_SECONDS }),
    baseUrlFor: (token) => baseUrlOf(selected, token),
  };
}

/** A variable or profile that leads elsewhere is passed over; a flag that does is refused. */
function baseUrlOf({ profile, effective }: SelectedProfile, { login }: UsableToken): string {
  const { apiBaseUrl } = effective;
  const isAllowed = (url: string) => URL.canParse(url) && mayGo(login, originOf(new URL(url)));
  if (apiBaseUrl.origin === '--base-url' && !isAllowed(apiBaseUrl.value)) {
    requireTrusted(login, {
      to: originOf(parseBaseUrl(apiBaseUrl.value, '--base-url')),
      profile: profile.name,
    });
  }
  const home = login.origin ?? DEFAULT_BASE_URL;
  return [apiBaseUrl.value, profile.baseUrl ?? home].find(isAllowed) ?? home;
}
