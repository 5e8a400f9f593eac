import { compactVerify, importJWK } from 'jose';
import type { JsonObject } from '../json.js';
import type { Secret } from '../secret.js';
import { readForm } from './form.js';
import type { ProblemCode } from './problem.js';
import { claimProblems } from './times.js';

/** An issuer's published keys (RFC 7517). */
export type Jwks = { readonly keys: readonly JsonObject[] };

/** What an issuer is trusted with. */
export type Trust = { readonly jwks: Jwks; readonly maxLifetimeSeconds: number };

export type RefusalReason = ProblemCode | 'unknown_kid' | 'bad_signature' | 'lifetime_too_long';

export type Verification =
  | { readonly verified: true; readonly claims: JsonObject }
  | { readonly verified: false; readonly reason: RefusalReason; readonly message: string };

/**
 * Verifies an identity token as the platform does: form, signature by the very key its `kid` names,
 * then the registered claims at `now` (epoch seconds) with 30 seconds of leeway, then the lifetime.
 * Issuer and audience are the rule's business. Never throws, fetches nothing.
 */
export async function verifyIdentityToken(
  token: Secret,
  { jwks, maxLifetimeSeconds }: Trust,
  now: number,
): Promise<Verification> {
  const form = readForm(token.reveal());
  if (!('token' in form)) return refuse(form.problems[0].code, form.problems[0].message);
  const { claims } = form.token;
  const keys = jwks.keys.filter((key) => key.kid === form.kid && key.use !== 'enc');
  if (keys.length === 0) return refuse('unknown_kid', 'no key of its issuer has its kid');
  const signed = await Promise.all(keys.map((key) => isSignedBy(token, key, form.algorithm)));
  if (!signed.includes(true)) return refuse('bad_signature', 'its signature does not fit its key');
  const [problem] = claimProblems(claims, now);
  if (problem !== undefined) return refuse(problem.code, problem.message);
  const lifetime = Number(claims.exp) - Number(claims.iat);
  if (lifetime <= maxLifetimeSeconds) return { verified: true, claims };
  const message = `it lives ${lifetime} seconds, and its issuer may grant ${maxLifetimeSeconds}`;
  return refuse('lifetime_too_long', message);
}

function refuse(reason: RefusalReason, message: string): Verification {
  return { verified: false, reason, message };
}

/** `algorithm` is one of the platform's, all asymmetric: a public key never becomes an HMAC secret. */
async function isSignedBy(token: Secret, key: JsonObject, algorithm: string): Promise<boolean> {
  if (key.alg !== undefined && key.alg !== algorithm) return false;
  try {
    const imported = await importJWK({ ...key }, algorithm);
    await compactVerify(token.reveal(), imported, { algorithms: [algorithm] });
    return true;
  } catch {
    return false;
  }
}
