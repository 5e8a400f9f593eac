import { sha256 } from '../digest.js';
import type { HttpResponse } from '../host.js';
import { requireFields, revoke } from './login-tokens.js';
import { json, refuse, refuseGrant } from './reply.js';
import { readTokenBody } from './token-body.js';
import type { Call, World } from './world.js';

/**
 * GET `/.well-known/oauth-authorization-server` (RFC 8414), and POST `/v1/oauth/revoke` (RFC 7009). Only
 * with `settings.revocation`: the platform documents neither.
 */
export function showMetadata(world: World, { url }: Call): HttpResponse {
  requireOffered(world);
  return json(200, {
    issuer: url.origin,
    token_endpoint: `${url.origin}/v1/oauth/token`,
    revocation_endpoint: `${url.origin}/v1/oauth/revoke`,
  });
}

/** Ends the login of a refresh or access token. A token that nobody knows is as dead as can be: 200. */
export function revokeToken(world: World, { request }: Call): HttpResponse {
  requireOffered(world);
  const body = readTokenBody(request);
  if (body?.encoding !== 'form') {
    throw refuseGrant('invalid_request', 'the body must be application/x-www-form-urlencoded');
  }
  const key = sha256(requireFields(body.fields, ['token']).token);
  const { refreshTokens, accessTokens } = world.state;
  const login = refreshTokens[key]?.login ?? accessTokens[key]?.login;
  if (login !== undefined) revoke(world, login);
  return json(200, {});
}

function requireOffered({ seed }: World): void {
  if (!seed.settings.revocation) throw refuse('not_found_error', 'there is nothing here');
}
