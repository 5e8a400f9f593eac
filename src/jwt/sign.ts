import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import { type JsonObject, readJsonObject, readString } from '../json.js';
import { Secret } from '../secret.js';
import type { Jwks } from './verify.js';

export type SigningAlgorithm = 'RS256' | 'ES256';

/** An issuer's key pair: the private half as the JSON text of a JWK, to be kept or signed with. */
export type SigningKey = {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly privateJwk: Secret;
};

type Statement = {
  readonly claims: JsonObject;
  readonly key: SigningKey;
  /** Header members beside `alg`, `kid` and `typ`, or instead of them. */
  readonly header?: JsonObject;
};

/** A new key pair, named by its thumbprint (RFC 7638). */
export async function createSigningKey(algorithm: SigningAlgorithm): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  const privateJwk = new Secret(JSON.stringify({ ...jwk, kid, alg: algorithm, use: 'sig' }));
  return { kid, algorithm, privateJwk };
}

/** The key pair whose `privateJwk` was kept; `undefined` when that text is not one of ours. */
export function readSigningKey(privateJwk: Secret): SigningKey | undefined {
  const jwk = readJsonObject(privateJwk.reveal());
  const kid = jwk && readString(jwk, 'kid');
  const algorithm = jwk?.alg;
  if (kid === undefined || (algorithm !== 'RS256' && algorithm !== 'ES256')) return undefined;
  return { kid, algorithm, privateJwk };
}

/** Signs claims as they are: nothing is added and nothing checked, so that a test can lie. */
export async function signIdentityToken({ claims, key, header = {} }: Statement): Promise<Secret> {
  const jwk = readJsonObject(key.privateJwk.reveal()) ?? {};
  const text = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ typ: 'JWT', kid: key.kid, ...header, alg: key.algorithm })
    .sign(await importJWK({ ...jwk }, key.algorithm));
  return new Secret(text);
}

/** What the issuer publishes: the public members only, picked by name so that no private one slips out. */
export function publicJwks(keys: readonly SigningKey[]): Jwks {
  return {
    keys: keys.map((key) => {
      const { kty, n, e, crv, x, y, kid, alg, use } = readJsonObject(key.privateJwk.reveal()) ?? {};
      return kty === 'RSA' ? { kty, n, e, kid, alg, use } : { kty, crv, x, y, kid, alg, use };
    }),
  };
}
