import type { HttpResponse } from '../host.js';
import { publicJwks } from '../jwt/sign.js';
import { json, refuse } from './reply.js';
import type { Issuer, Seed } from './seed.js';
import { signingKey } from './signing-keys.js';
import type { Call, World } from './world.js';

/** The issuer registered under a name, in the first organization that has one. */
export function findIssuer({ organizations }: Seed, name: string): Issuer | undefined {
  return organizations
    .flatMap(({ federation_issuers }) => federation_issuers)
    .find((issuer) => issuer.name === name);
}

/**
 * GET `/issuers/<name>/.well-known/openid-configuration`. The issuer is the real platform's, its keys
 * are not: nothing here leads to the real ones.
 */
export function showDiscovery(world: World, call: Call): HttpResponse {
  const { issuer_url: issuer, name } = requireIssuer(world, call);
  return json(200, {
    issuer,
    jwks_uri: `${call.url.origin}/issuers/${name}/jwks`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
  });
}

/** GET `/issuers/<name>/jwks`. */
export async function showKeys(world: World, call: Call): Promise<HttpResponse> {
  const { issuer_url } = requireIssuer(world, call);
  return json(200, publicJwks([await signingKey(world.state, issuer_url)]));
}

function requireIssuer({ seed }: World, { url }: Call): Issuer {
  const issuer = findIssuer(seed, url.pathname.split('/')[2] ?? '');
  if (issuer === undefined) throw refuse('not_found_error', 'no issuer has that name');
  return issuer;
}
