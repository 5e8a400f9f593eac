import { AntError } from '../errors.js';
import type { Login } from '../store/login.js';
import { loadLogin } from '../store/store.js';
import { isFresh, RENEW_AT_SECONDS, UNUSABLE_AT_SECONDS } from './freshness.js';
import { type IsEnough, renewLogin } from './renew-login.js';
import type { SelectedProfile } from './selected-profile.js';
import { isWithoutMeans, notSignedIn } from './sign-in-errors.js';
import type { TokenMachine, UsableToken, Wanted } from './usable-token.js';

/**
 * A person's access token: the one at hand while it has more than `minTtl` seconds left, and then no lock
 * is taken; else a renewed one, which is stored before it is returned. `force` renews unless another
 * process has done so since. When renewal fails for want of a network or of anything to renew it with, and
 * the old token still works, that one is returned with a warning, unless the caller insists.
 */
export async function userToken(
  host: TokenMachine,
  selected: SelectedProfile,
  { minTtl = RENEW_AT_SECONDS, force = false, insist = force }: Wanted,
): Promise<UsableToken> {
  const login = await loadLogin(host, selected.shelf);
  if (login === undefined) throw notSignedIn(selected.profile.name);
  const warning = login.notes?.[0];
  if (!force && isFresh(login.expiresAt, host.now(), minTtl)) {
    return { login, how: 'cached', ...(warning && { warning }) };
  }
  return renewed(host, selected, { login, insist });
}

type Old = { readonly login: Login; readonly insist: boolean };

async function renewed(
  host: TokenMachine,
  selected: SelectedProfile,
  { login, insist }: Old,
): Promise<UsableToken> {
  try {
    return { login: await renewLogin(host, selected, newerThan(host, login)), how: 'refreshed' };
  } catch (error) {
    if (insist || !isFresh(login.expiresAt, host.now(), UNUSABLE_AT_SECONDS)) throw error;
    if (!(error instanceof AntError)) throw error;
    if (error.code !== 'network' && !isWithoutMeans(error)) throw error;
    return { login, how: 'cached', warning: `could not renew the token: ${error.message}` };
  }
}

/** Another token than before is what somebody else got by renewing, and no worse than one of our own. */
function newerThan({ now }: TokenMachine, before: Login): IsEnough {
  const old = before.accessToken.reveal();
  return ({ accessToken, expiresAt }) =>
    accessToken.reveal() !== old && isFresh(expiresAt, now(), UNUSABLE_AT_SECONDS);
}
