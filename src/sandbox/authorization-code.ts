import { sha256 } from '../digest.js';
import type { HttpResponse } from '../host.js';
import type { JsonObject } from '../json.js';
import { issueTokens, requireFields, revoke } from './login-tokens.js';
import { refuseGrant } from './reply.js';
import type { Code } from './state.js';
import { randomText, type World } from './world.js';

const FIELDS = ['code', 'code_verifier', 'client_id', 'redirect_uri', 'state'] as const;

/** Why this code is not for this request; `undefined` when it is. */
function unfit(code: Code, sent: Readonly<Record<(typeof FIELDS)[number], string>>) {
  if (sent.client_id !== code.clientId) return 'client_id is not the one that asked';
  if (sent.redirect_uri !== code.redirectUri) return 'redirect_uri is not the one that asked';
  if (sent.state !== code.state) return 'state is not the one that asked';
  // RFC 7636 section 4.1 for the alphabet, 4.6 for the comparison.
  const wellFormed = /^[A-Za-z0-9._~-]{43,128}$/.test(sent.code_verifier);
  if (!wellFormed || sha256(sent.code_verifier) !== code.challenge) {
    return 'code_verifier does not match the challenge';
  }
  return undefined;
}

/** RFC 6749 section 4.1.3. A code that comes back a second time ends the login it began (4.1.2). */
export function exchangeCode(world: World, fields: JsonObject): HttpResponse {
  const sent = requireFields(fields, FIELDS);
  const key = sha256(sent.code);
  const code = world.state.codes[key];
  if (code?.spentFor !== undefined) revoke(world, code.spentFor);
  if (code === undefined || code.spentFor !== undefined || code.expiresAt <= world.now()) {
    throw refuseGrant('invalid_grant', 'Code not found or invalid');
  }
  const because = unfit(code, sent);
  if (because !== undefined) throw refuseGrant('invalid_grant', because);
  const login = randomText(world, 16);
  world.state.codes[key] = { ...code, spentFor: login };
  const { clientId, organizationId, workspaceId, scope } = code;
  world.state.logins[login] = {
    clientId,
    organizationId,
    ...(workspaceId !== undefined && { workspaceId }),
    scope,
    startedAt: world.now(),
    revoked: false,
  };
  return issueTokens(world, { login, scope, withRefreshToken: true });
}
