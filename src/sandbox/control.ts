import type { HttpResponse } from '../host.js';
import { isObject, readJsonObject, readString } from '../json.js';
import { findIssuer } from './issuers.js';
import { type MintRequest, mint } from './mint.js';
import { json, refuse } from './reply.js';
import type { Seed } from './seed.js';
import type { Call, Endpoint, World } from './world.js';

/**
 * Lets an endpoint be used by our own commands only. A web page cannot send the header without asking
 * first (a CORS preflight), and nobody here says yes.
 */
export function ours(endpoint: Endpoint): Endpoint {
  return (world, call) => {
    if (call.request.headers['x-ant-sandbox'] === '1') return endpoint(world, call);
    throw refuse('permission_error', 'this needs the header x-ant-sandbox: 1');
  };
}

/** GET `/sandbox/info`: what is set up, by name and id. */
export function showInfo({ seed }: World, { url }: Call): HttpResponse {
  const organizations = seed.organizations.map((organization) => ({
    uuid: organization.uuid,
    name: organization.name,
    workspaces: organization.workspaces.map(({ id, name }) => ({ id, name })),
    service_accounts: organization.service_accounts.map(({ id, name }) => ({ id, name })),
    federation_issuers: organization.federation_issuers,
    federation_rules: organization.federation_rules,
  }));
  return json(200, { sandbox: true, base_url: url.origin, organizations });
}

/** GET `/sandbox/history`: every exchange that was looked at, oldest first. */
export function showHistory({ state }: World): HttpResponse {
  return json(200, { data: state.history });
}

/** GET `/sandbox/requests`: what was asked since the start, without a single secret. */
export function showRequests({ recorded }: World): HttpResponse {
  return json(200, { data: recorded });
}

/** POST `/sandbox/mint` with `{issuer, sub?, audience?, ttl_seconds?, claims?}`. */
export async function mintOnRequest(world: World, { request }: Call): Promise<HttpResponse> {
  const { token, claims } = await mint(world, readMintRequest(world.seed, request.body ?? ''));
  return json(200, { identity_token: token.reveal(), claims });
}

function readMintRequest(seed: Seed, body: string): MintRequest {
  const fields = readJsonObject(body) ?? {};
  const { ttl_seconds, claims } = fields;
  const issuer = findIssuer(seed, readString(fields, 'issuer') ?? '');
  if (issuer === undefined) {
    const names = seed.organizations.flatMap((each) =>
      each.federation_issuers.map(({ name }) => name),
    );
    throw refuse('not_found_error', `no issuer has that name; there are ${names.join(', ')}`);
  }
  const subject = readString(fields, 'sub');
  const audience = readString(fields, 'audience');
  return {
    issuer,
    ...(subject !== undefined && { subject }),
    ...(audience !== undefined && { audience }),
    ...(typeof ttl_seconds === 'number' && { lifetimeSeconds: ttl_seconds }),
    ...(isObject(claims) && { claims }),
  };
}
