import type { Broken, ChosenProfile, FoundConfig } from './chosen-profile.js';
import type { Outcome } from './outcome.js';
import { endOf, type FoundCredentials, isFresh, readCredentials } from './predict-credentials.js';
import { workspaceOf } from './predict-headers.js';
import { profileField } from './profile-field.js';
import type { Look } from './read-variable.js';

/** What follows from a profile of the type `user_oauth`. */
export function useLogin(look: Look, chosen: ChosenProfile): Outcome | Broken {
  const credentials = readCredentials(look, chosen);
  if ('fault' in credentials) return credentials;
  const refresh = needsRefresh(look, chosen.config, credentials);
  if (typeof refresh !== 'boolean') return refresh;
  const workspace = workspaceField(look, chosen.config);
  // An empty token is sent, refused and, where it can be, renewed.
  const empty = credentials.emptyToken && !refresh;
  const renewed = refresh || (empty && look.behaviour.profile.renews !== 'never');
  return {
    kind: 'sends',
    sent: [{ header: 'authorization', source: chosen.source, ...(empty && { empty }) }],
    ...(renewed && { tokenRequest: 'refresh' as const }),
    ...(workspace !== undefined && { workspace }),
    ...workspaceOf(look),
    oauthBeta: true,
    because: `the login of profile "${chosen.name}"${refresh ? whyRenewed(look, credentials) : ''}`,
  };
}

function whyRenewed({ facts, behaviour }: Look, credentials: FoundCredentials): string {
  const always = behaviour.profile.renews === 'always';
  return always && isFresh(endOf(behaviour, credentials), facts.now)
    ? ', which it renews even while it is fresh'
    : ' has expired and can be renewed';
}

function workspaceField(look: Look, config: FoundConfig): string | undefined {
  const workspace = profileField(look, config, 'workspace_id');
  return workspace === '' && look.behaviour.profile.emptyFields !== 'sent' ? undefined : workspace;
}

function needsRefresh(
  look: Look,
  { fields }: FoundConfig,
  credentials: FoundCredentials,
): boolean | Broken {
  const { profile } = look.behaviour;
  const clientId = Boolean(fields.client_id) || profile.assumesClientId === true;
  const renewable = clientId && credentials.refreshToken;
  if (clientId && !renewable && profile.needsRefreshToken) {
    return { fault: 'not-renewable', because: 'there is a client_id and no refresh token' };
  }
  const expiresAt = endOf(look.behaviour, credentials);
  if (expiresAt === 'odd' && profile.oddExpiry === 'fault') {
    return { fault: 'bad-credentials', because: 'expires_at is no number' };
  }
  if (isUsed(look, expiresAt, clientId)) return false;
  if (renewable) return true;
  if (!clientId && profile.expiredWithoutClientId === 'used') return false;
  return { fault: 'not-renewable', because: 'it has expired and nothing can renew it' };
}

/** Whether the access token goes out as it lies there. */
function isUsed(
  { facts, behaviour: { profile } }: Look,
  expiresAt: FoundCredentials['expiresAt'],
  clientId: boolean,
): boolean {
  if (profile.renews !== undefined) return profile.renews === 'never' || !clientId;
  if (expiresAt === undefined && profile.noExpiry === 'expired' && clientId) return false;
  return isFresh(expiresAt, facts.now + profile.renewBelow);
}
