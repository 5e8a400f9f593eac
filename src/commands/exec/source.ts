import { DEFAULT_BASE_URL } from '../../child/environment.js';
import type { Candidate } from '../../credentials/candidate.js';
import type { Search } from '../../credentials/find-candidates.js';
import { UNUSABLE_AT_SECONDS } from '../../credentials/freshness.js';
import { profileToken } from '../../credentials/profile-token.js';
import { type SelectedProfile, selectProfile } from '../../credentials/selected-profile.js';
import type { UsableToken } from '../../credentials/usable-token.js';
import { winnerToken } from '../../credentials/winner-token.js';
import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import { printable } from '../../printable.js';
import { requireProfile } from '../../profiles/files.js';
import { originOf, parseBaseUrl } from '../../protocol/base-url.js';

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

/** A variable that leads elsewhere is passed over; a flag that does is refused. */
function baseUrlOf({ profile, effective }: SelectedProfile, { login }: UsableToken): string {
  // A login that another tool wrote does not say where it was issued: its profile is what binds it.
  const issuedAt = login.origin ?? profile.baseUrl ?? DEFAULT_BASE_URL;
  const origin = originOf(parseBaseUrl(issuedAt, `profile "${profile.name}"`));
  const { apiBaseUrl } = effective;
  const isThere = (url: string) => URL.canParse(url) && originOf(new URL(url)) === origin;
  if (apiBaseUrl.origin === '--base-url' && !isThere(apiBaseUrl.value)) {
    throw new AntError(
      'no-credential',
      `this login belongs to ${printable(origin)}, and its token is not sent to ${printable(apiBaseUrl.value)}`,
      { hint: 'leave out --base-url, or sign in there under another name' },
    );
  }
  return [apiBaseUrl.value, profile.baseUrl ?? origin].find(isThere) ?? origin;
}
