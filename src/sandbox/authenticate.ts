import { sha256 } from '../digest.js';
import { refuse } from './reply.js';
import type { Organization } from './seed.js';
import { betasOf, type Call, type World } from './world.js';

/** Who a request comes from. */
export type Caller = {
  readonly kind: 'user' | 'workload' | 'api-key';
  readonly organization: Organization;
  /** The workspace the credential is bound to; absent: bound to none. */
  readonly workspaceId?: string;
  /** Empty for an API key. */
  readonly scopes: readonly string[];
};

/** Finds the caller of an API request, or refuses it with 401. */
export function authenticate(world: World, call: Call): Caller {
  const { authorization, 'x-api-key': apiKey } = call.request.headers;
  if (authorization !== undefined && apiKey !== undefined) {
    throw unauthorized('send either x-api-key or authorization, not both');
  }
  if (apiKey !== undefined) return keyCaller(world, apiKey, 'invalid x-api-key');
  const bearer = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (bearer === undefined) throw unauthorized('no credential was sent');
  if (!bearer.startsWith('sk-ant-oat01-')) return keyCaller(world, bearer, 'invalid bearer token');
  return tokenCaller(world, call, bearer);
}

const unauthorized = (message: string) => refuse('authentication_error', message);

function keyCaller({ seed }: World, key: string, otherwise: string): Caller {
  for (const organization of seed.organizations) {
    const found = organization.api_keys.find((each) => each.key === key);
    if (found === undefined) continue;
    const { workspace_id: workspaceId } = found;
    return {
      kind: 'api-key',
      organization,
      ...(workspaceId !== undefined && { workspaceId }),
      scopes: [],
    };
  }
  throw unauthorized(otherwise);
}

function tokenCaller(world: World, call: Call, bearer: string): Caller {
  const { seed, state } = world;
  const token = state.accessTokens[sha256(bearer)];
  const revoked = token?.login !== undefined && state.logins[token.login]?.revoked !== false;
  const organization = seed.organizations.find(({ uuid }) => uuid === token?.organizationId);
  if (!token || revoked || !organization) throw unauthorized('OAuth token is invalid or revoked');
  if (token.expiresAt <= world.now()) throw unauthorized('OAuth token has expired');
  const profile = call.url.pathname === '/api/oauth/profile';
  if (!profile && seed.settings.require_oauth_beta && !betasOf(call).includes('oauth-2025-04-20')) {
    throw unauthorized('OAuth tokens need the anthropic-beta oauth-2025-04-20');
  }
  return {
    kind: token.login === undefined ? 'workload' : 'user',
    organization,
    ...(token.workspaceId !== undefined && { workspaceId: token.workspaceId }),
    scopes: token.scope.split(' '),
  };
}
