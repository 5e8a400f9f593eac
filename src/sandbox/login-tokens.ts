import { sha256 } from '../digest.js';
import { type JsonObject, readString } from '../json.js';
import { json, refuseGrant } from './reply.js';
import { randomText, type World } from './world.js';

/** Every field as text, or the refusal that the platform gives for a body without one of them. */
export function requireFields<const Name extends string>(
  fields: JsonObject,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = readString(fields, name);
    if (value === undefined) {
      throw refuseGrant('oauth_request_parse_error', `${name} is missing or not text`);
    }
    found[name] = value;
  }
  return found as Record<Name, string>; // the loop leaves no name out
}

/** Ends a login: its refresh tokens and its access tokens are refused from now on. */
export function revoke({ state }: World, id: string): void {
  const login = state.logins[id];
  if (login !== undefined) state.logins[id] = { ...login, revoked: true };
}

type Issue = { readonly login: string; readonly scope: string; readonly withRefreshToken: boolean };

/** Mints the tokens of a login and says whose they are. */
export function issueTokens(world: World, { login: id, scope, withRefreshToken }: Issue) {
  const { state, seed } = world;
  const login = state.logins[id];
  const organization = seed.organizations.find(({ uuid }) => uuid === login?.organizationId);
  // Only when a saved state is used with another seed than before.
  if (!login || !organization) throw refuseGrant('invalid_grant', 'the organization is gone');
  const { access_token_seconds: expires_in, refresh_token_seconds } = seed.settings;
  const workspace = organization.workspaces.find((each) => each.id === login.workspaceId);
  const access_token = `sk-ant-oat01-sandbox-${randomText(world, 32)}`;
  state.accessTokens[sha256(access_token)] = {
    organizationId: organization.uuid,
    ...(workspace && { workspaceId: workspace.id }),
    scope,
    expiresAt: world.now() + expires_in,
    login: id,
  };
  return json(200, {
    access_token,
    token_type: 'Bearer',
    expires_in,
    ...(withRefreshToken && {
      refresh_token: mintRefreshToken(world, id),
      refresh_token_expires_in: login.startedAt + refresh_token_seconds - world.now(),
    }),
    scope,
    organization: { uuid: organization.uuid, name: organization.name },
    account: { uuid: seed.user.uuid, email_address: seed.user.email_address },
    ...(workspace && { workspace: { id: workspace.id, name: workspace.name } }),
  });
}

function mintRefreshToken(world: World, login: string): string {
  const token = `sk-ant-ort01-sandbox-${randomText(world, 32)}`;
  world.state.refreshTokens[sha256(token)] = { login };
  return token;
}
