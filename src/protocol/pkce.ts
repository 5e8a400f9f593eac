import { sha256 } from '../digest.js';
import { Secret } from '../secret.js';

/** What ties one authorize request to its answer (state) and to its exchange (PKCE, RFC 7636). */
export type Proof = {
  /** Public: it is in the URL. 43 characters. */
  readonly state: string;
  /** 86 characters; leaves only in the exchange. */
  readonly verifier: Secret;
  /** S256 of the verifier; the method `plain` is never offered. */
  readonly challenge: string;
};

/** A new proof for one login. `random` gives that many random bytes. */
export function newProof(random: (bytes: number) => Uint8Array): Proof {
  const verifier = base64url(random(64));
  return {
    state: base64url(random(32)),
    verifier: new Secret(verifier),
    challenge: sha256(verifier),
  };
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
