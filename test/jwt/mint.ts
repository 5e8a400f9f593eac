import type { JsonObject } from '../../src/json.js';
import { Secret } from '../../src/secret.js';

export const NOW = 1_800_000_000;

export const CLAIMS = {
  iss: 'https://issuer.test',
  sub: 'repo:acme/api:ref:refs/heads/main',
  aud: 'https://api.anthropic.com',
  iat: NOW - 10,
  exp: NOW + 300,
};

export const HEADER = { alg: 'RS256', kid: 'k1', typ: 'JWT' };

export function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A token that looks right and is signed by nobody. `undefined` takes a member away. */
export function forge(claims: JsonObject = {}, header: JsonObject = {}): Secret {
  const parts = [encode({ ...HEADER, ...header }), encode({ ...CLAIMS, ...claims }), 'c2ln'];
  return new Secret(parts.join('.'));
}
