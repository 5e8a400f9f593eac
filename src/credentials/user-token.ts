import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { originOf, parseBaseUrl } from '../protocol/base-url.js';
import { userAgent } from '../protocol/headers.js';
import { refreshTokenRequest } from '../protocol/refresh-token.js';
import { readTokenResponse, type TokenGrant } from '../protocol/token-response.js';
import type { Login, Renewal } from '../store/login.js';
import { loadLogin, loadRenewal, renewalFor, saveLogin } from '../store/store.js';
import { isFresh, RENEW_AT_SECONDS, UNUSABLE_AT_SECONDS } from './freshness.js';
import type { SelectedProfile } from './selected-profile.js';
import type { UsableToken, Wanted } from './usable-token.js';

type Machine = Pick<Host, 'files' | 'keychain' | 'platform' | 'user' | 'http' | 'now' | 'version'>;

/**
 * A person's access token: the one at hand while it has more than `minTtl` seconds left, else a
 * renewed one (RFC 6749 section 6), which is stored before it is returned. When renewal fails for
 * want of a network and the old token still works, that one is returned with a warning.
 */
export async function userToken(
  host: Machine,
  selected: SelectedProfile,
  { minTtl = RENEW_AT_SECONDS, force = false }: Wanted,
): Promise<UsableToken> {
  const login = await loadLogin(host, selected.shelf);
  if (login === undefined) throw notSignedIn(selected);
  const warning = login.notes?.[0];
  if (!force && isFresh(login.expiresAt, host.now(), minTtl)) {
    return { login, how: 'cached', ...(warning && { warning }) };
  }
  return renewed(host, selected, { login, force });
}

type Old = { readonly login: Login; readonly force: boolean };

async function renewed(
  host: Machine,
  selected: SelectedProfile,
  { login, force }: Old,
): Promise<UsableToken> {
  try {
    return { login: await refresh(host, selected, login), how: 'refreshed' };
  } catch (error) {
    if (force || !isFresh(login.expiresAt, host.now(), UNUSABLE_AT_SECONDS)) throw error;
    if (!(error instanceof AntError) || error.code !== 'network') throw error;
    return { login, how: 'cached', warning: `could not renew the token: ${error.message}` };
  }
}

async function refresh(
  host: Machine,
  { profile, effective, shelf }: SelectedProfile,
  old: Login,
): Promise<Login> {
  const baseUrl = parseBaseUrl(effective.tokenBaseUrl.value, effective.tokenBaseUrl.origin);
  const renewal = await loadRenewal(host, shelf);
  if (renewal === undefined) throw cannotRenew(profile.name, 'it holds no refresh token');
  const bound = renewalFor(renewal, {
    contacting: originOf(baseUrl),
    // A login another tool wrote says nothing of its origin: the profile itself is then what binds it.
    otherwise: originOf(
      parseBaseUrl(profile.baseUrl ?? DEFAULT_ORIGIN, `profile "${profile.name}"`),
    ),
  });
  const clientId = bound.clientId ?? profile.clientId;
  if (clientId === undefined) throw cannotRenew(profile.name, 'it names no client_id');
  const response = await host.http(
    refreshTokenRequest({
      baseUrl,
      clientId,
      refreshToken: bound.refreshToken,
      userAgent: userAgent(host.version),
    }),
  );
  const grant = readTokenResponse(response, {
    now: host.now(),
    host: baseUrl.host,
    grant: 'refresh_token',
    profile: profile.name,
    secrets: [bound.refreshToken],
  });
  const next: Renewal = {
    ...bound,
    refreshToken: grant.refreshToken ?? bound.refreshToken,
    clientId,
    origin: originOf(baseUrl),
  };
  const login = { ...old, ...loginFrom(grant) };
  await saveLogin(host, shelf, { login, renewal: next });
  return login;
}

const DEFAULT_ORIGIN = 'https://api.anthropic.com';

/** What a grant says, in the store's words; what it does not say is left out, so that old facts stay. */
export function loginFrom(grant: TokenGrant): Login {
  const { accessToken, expiresAt, scope, organization, account, workspace } = grant;
  return {
    accessToken,
    expiresAt,
    ...(scope === undefined ? {} : { scope }),
    ...(organization === undefined ? {} : { organizationId: organization.id }),
    ...(organization?.name === undefined ? {} : { organizationName: organization.name }),
    ...(account?.email === undefined ? {} : { accountEmail: account.email }),
    ...(workspace === undefined ? {} : { workspaceId: workspace.id }),
    ...(workspace?.name === undefined ? {} : { workspaceName: workspace.name }),
  };
}

function notSignedIn({ profile }: SelectedProfile): AntError {
  return new AntError('no-credential', `profile "${profile.name}" is not signed in`, {
    hint: `run: ant auth login --profile ${profile.name}`,
  });
}

function cannotRenew(name: string, because: string): AntError {
  return new AntError(
    'no-credential',
    `the login of profile "${name}" cannot be renewed: ${because}`,
    {
      hint: `run: ant auth login --profile ${name}`,
    },
  );
}
