import { type CryptoKey, importJWK, importPKCS8, SignJWT } from 'jose';
import { type JsonObject, readJsonObject, readString } from '../json.js';
import { Secret } from '../secret.js';

/** Tried in this order where a key does not say how it signs: only the one that fits can import it. */
const ALGORITHMS = ['RS256', 'ES256', 'ES384', 'ES512'];

/** Seconds. Servers refuse long ones: Okta those of over an hour. */
const LIFETIME = 300;

export type ClientStatement = {
  readonly clientId: string;
  /** Where it is sent: the server's token endpoint. */
  readonly audience: string;
  /** Which of the client's keys it is, where the key does not say so itself. */
  readonly keyId?: string | undefined;
  /** Never used before. */
  readonly jti: string;
  /** Epoch seconds. */
  readonly now: number;
};

/**
 * What a client shows instead of a secret: `private_key_jwt` of OpenID Connect Core section 9 (RFC 7523 section 3).
 * The key is PEM of PKCS #8 or a JWK; `undefined` when it is neither, or not a private one.
 */
export async function signClientAssertion(
  key: Secret,
  { clientId, audience, keyId, jti, now }: ClientStatement,
): Promise<Secret | undefined> {
  const found = await readKey(key.reveal());
  if (found === undefined) return undefined;
  const kid = keyId ?? found.kid;
  const text = await new SignJWT({ jti })
    .setProtectedHeader({ alg: found.alg, typ: 'JWT', ...(kid !== undefined && { kid }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + LIFETIME)
    .sign(found.key);
  return new Secret(text);
}

type Found = { readonly key: CryptoKey; readonly alg: string; readonly kid?: string | undefined };

async function readKey(text: string): Promise<Found | undefined> {
  const jwk = readJsonObject(text);
  const said = jwk && readString(jwk, 'alg');
  for (const alg of said === undefined ? ALGORITHMS : [said]) {
    const key = await importKey(jwk ?? text, alg);
    if (key !== undefined) return { key, alg, kid: jwk && readString(jwk, 'kid') };
  }
  return undefined;
}

async function importKey(from: JsonObject | string, alg: string): Promise<CryptoKey | undefined> {
  try {
    const key = await (typeof from === 'string'
      ? importPKCS8(from, alg)
      : importJWK({ ...from }, alg));
    return key instanceof Uint8Array || key.type !== 'private' ? undefined : key;
  } catch {
    return undefined;
  }
}
