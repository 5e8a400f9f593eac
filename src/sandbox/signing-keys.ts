import { sha256 } from '../digest.js';
import { readJsonObject } from '../json.js';
import { createSigningKey, publicJwks, readSigningKey, type SigningKey } from '../jwt/sign.js';
import type { Jwks } from '../jwt/verify.js';
import { Secret } from '../secret.js';
import type { State } from './state.js';

/**
 * The key an issuer signs with, made when it is first needed. One per issuer URL: two organizations that
 * register the same issuer trust the same keys, as in life.
 */
export async function signingKey(state: State, issuerUrl: string): Promise<SigningKey> {
  const kept = keptKey(state, issuerUrl);
  if (kept !== undefined) return kept;
  const made = namedForSandbox(await createSigningKey('ES256'));
  // Another request may have made one meanwhile; the first stays.
  state.keys[sha256(issuerUrl)] ??= made.privateJwk.reveal();
  return keptKey(state, issuerUrl) ?? made;
}

/** The public keys an issuer is registered with; none before its first token. */
export function registeredKeys(state: State, issuerUrl: string): Jwks {
  const kept = keptKey(state, issuerUrl);
  return publicJwks(kept === undefined ? [] : [kept]);
}

function keptKey(state: State, issuerUrl: string): SigningKey | undefined {
  const jwk = state.keys[sha256(issuerUrl)];
  return jwk === undefined ? undefined : readSigningKey(new Secret(jwk));
}

/** The `kid` says whose key it is, wherever one of its tokens turns up. */
function namedForSandbox(key: SigningKey): SigningKey {
  const jwk = readJsonObject(key.privateJwk.reveal());
  const kid = `sandbox-${key.kid}`;
  return { ...key, kid, privateJwk: new Secret(JSON.stringify({ ...jwk, kid })) };
}
