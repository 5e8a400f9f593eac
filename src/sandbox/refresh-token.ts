import { sha256 } from '../digest.js';
import type { HttpResponse } from '../host.js';
import { type JsonObject, readString } from '../json.js';
import { issueTokens, requireFields, revoke } from './login-tokens.js';
import { refuseGrant } from './reply.js';
import type { World } from './world.js';

/**
 * RFC 6749 section 6. A refresh token works once; one that comes back later has two holders, so the
 * whole login ends (RFC 9700 section 4.14.2). A scope may be asked for only if it was granted before.
 */
export function refresh(world: World, fields: JsonObject): HttpResponse {
  const sent = requireFields(fields, ['refresh_token', 'client_id']);
  const { settings } = world.seed;
  const key = sha256(sent.refresh_token);
  const token = world.state.refreshTokens[key];
  const login = token && world.state.logins[token.login];
  const over = (login?.startedAt ?? 0) + settings.refresh_token_seconds <= world.now();
  if (!token || !login || login.revoked || over || login.clientId !== sent.client_id)
    throw unknown();
  const sinceSpent = world.now() - (token.spentAt ?? world.now());
  if (token.spentAt !== undefined && sinceSpent >= settings.refresh_grace_seconds) {
    revoke(world, token.login);
    throw unknown();
  }
  const scope = readString(fields, 'scope') ?? login.scope;
  const granted = login.scope.split(' ');
  if (!scope.split(' ').every((each) => granted.includes(each))) {
    throw refuseGrant('invalid_scope', 'scope was not granted at login');
  }
  const { rotate_refresh_tokens: withRefreshToken } = settings;
  if (withRefreshToken) {
    world.state.refreshTokens[key] = { spentAt: world.now(), ...token };
  }
  return issueTokens(world, { login: token.login, scope, withRefreshToken });
}

const unknown = () => refuseGrant('invalid_grant', 'Refresh token not found or invalid');
