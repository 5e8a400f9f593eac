import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.js';
import {
  createSigningKey,
  publicJwks,
  readSigningKey,
  type SigningKey,
  signIdentityToken,
} from '../../src/jwt/sign.js';
import { type Jwks, type Verification, verifyIdentityToken } from '../../src/jwt/verify.js';
import { Secret } from '../../src/secret.js';
import { CLAIMS, encode, NOW } from './mint.js';

const keys: { rsa?: SigningKey; ec?: SigningKey } = {};

beforeAll(async () => {
  [keys.rsa, keys.ec] = await Promise.all([createSigningKey('RS256'), createSigningKey('ES256')]);
});

function key(name: 'rsa' | 'ec' = 'ec'): SigningKey {
  const found = keys[name];
  if (found === undefined) throw new Error('the keys are made before all tests');
  return found;
}

function verify(token: Secret, jwks: Jwks = publicJwks([key('rsa'), key('ec')])) {
  return verifyIdentityToken(token, { jwks, maxLifetimeSeconds: 3600 }, NOW);
}

function sign(claims: JsonObject = {}, header: JsonObject = {}, by = key()) {
  return signIdentityToken({ claims: { ...CLAIMS, ...claims }, key: by, header });
}

const reason = (verification: Verification) =>
  verification.verified ? 'verified' : verification.reason;

describe('a token signed by a published key', () => {
  test.each(['rsa', 'ec'] as const)('is verified and its claims come back (%s)', async (name) => {
    const token = await sign({ extra: { nested: true } }, {}, key(name));
    expect(await verify(token)).toEqual({
      verified: true,
      claims: { ...CLAIMS, extra: { nested: true } },
    });
  });

  test('is verified after the key was kept as text and read again', async () => {
    const kept = readSigningKey(new Secret(key().privateJwk.reveal()));
    if (kept === undefined) throw new Error('expected a key');
    expect(kept).toEqual(key());
    expect(reason(await verify(await sign({}, {}, kept)))).toBe('verified');
  });

  test.each<[string, JsonObject, string]>([
    ['exp 29 seconds ago', { exp: NOW - 29 }, 'verified'],
    ['exp 31 seconds ago', { exp: NOW - 31 }, 'expired'],
    ['iat 29 seconds ahead', { iat: NOW + 29 }, 'verified'],
    ['iat 31 seconds ahead', { iat: NOW + 31 }, 'issued_in_future'],
    ['nbf 29 seconds ahead', { nbf: NOW + 29 }, 'verified'],
    ['nbf 31 seconds ahead', { nbf: NOW + 31 }, 'not_yet_valid'],
    ['a lifetime of just an hour', { iat: NOW, exp: NOW + 3600 }, 'verified'],
    ['a lifetime of an hour and a second', { iat: NOW, exp: NOW + 3601 }, 'lifetime_too_long'],
    ['no sub', { sub: undefined }, 'missing_claim'],
    ['no iat', { iat: undefined }, 'missing_claim'],
    ['an exp that is text', { exp: 'tomorrow' }, 'bad_claim'],
  ])('E48: %s', async (_, claims, expected) => {
    expect(reason(await verify(await sign(claims)))).toBe(expected);
  });
});

describe('a token nobody should believe', () => {
  test('a kid that is not published is an unknown kid', async () => {
    expect(reason(await verify(await sign({}, { kid: 'other' })))).toBe('unknown_kid');
    expect(reason(await verify(await sign(), { keys: [] }))).toBe('unknown_kid');
  });

  test('a key published for encryption verifies nothing', async () => {
    const jwks = { keys: publicJwks([key()]).keys.map((jwk) => ({ ...jwk, use: 'enc' })) };
    expect(reason(await verify(await sign(), jwks))).toBe('unknown_kid');
  });

  test('another key under the same kid does not verify', async () => {
    const impostor = { ...(await createSigningKey('ES256')), kid: key().kid };
    expect(reason(await verify(await sign({}, {}, impostor)))).toBe('bad_signature');
  });

  test('one changed claim breaks the signature, before any claim is believed', async () => {
    const [header, , signature] = (await sign()).reveal().split('.');
    const changed = encode({ ...CLAIMS, sub: 'repo:evil/api', exp: NOW - 999 });
    const verification = await verify(new Secret(`${header}.${changed}.${signature}`));
    expect(reason(verification)).toBe('bad_signature');
  });

  test('E41: a public key is never an HMAC secret', async () => {
    const [jwk] = publicJwks([key('rsa')]).keys;
    const signed = `${encode({ alg: 'HS256', kid: key('rsa').kid })}.${encode(CLAIMS)}`;
    const mac = createHmac('sha256', JSON.stringify(jwk)).update(signed).digest('base64url');
    expect(reason(await verify(new Secret(`${signed}.${mac}`)))).toBe('unsupported_algorithm');
  });

  test('E41: an unsigned token, a missing kid and an unknown crit are refused by name', async () => {
    const unsigned = `${encode({ alg: 'none', kid: key().kid })}.${encode(CLAIMS)}.`;
    expect(reason(await verify(new Secret(unsigned)))).toBe('unsupported_algorithm');
    expect(reason(await verify(await sign({}, { kid: undefined })))).toBe('missing_kid');
    const signed = `${encode({ alg: 'ES256', kid: key().kid, crit: ['x'], x: 1 })}.${encode(CLAIMS)}.c2ln`;
    expect(reason(await verify(new Secret(signed)))).toBe('unknown_crit');
  });

  test('E41: an alg the key was not published for is a bad signature', async () => {
    const parts = (await sign({}, {}, key('rsa'))).reveal().split('.');
    parts[0] = encode({ alg: 'PS256', kid: key('rsa').kid });
    expect(reason(await verify(new Secret(parts.join('.'))))).toBe('bad_signature');
    const [jwk] = publicJwks([key('rsa')]).keys;
    const jwks = { keys: [{ ...jwk, alg: 'PS256' }] };
    expect(reason(await verify(await sign({}, {}, key('rsa')), jwks))).toBe('bad_signature');
  });

  test('a published key that is nonsense does not throw', async () => {
    const jwks = {
      keys: [{ kid: key().kid, kty: 'EC', crv: 'P-256', x: 'no', y: 'no' }, { kid: key().kid }],
    };
    expect(reason(await verify(await sign(), jwks))).toBe('bad_signature');
  });
});

describe('what is published', () => {
  test('holds no private member of any key', () => {
    const published = publicJwks([key('rsa'), key('ec')]).keys;
    for (const jwk of published) {
      for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi'])
        expect(jwk).not.toHaveProperty(member);
      expect(jwk).toMatchObject({ use: 'sig', kid: expect.any(String), alg: expect.any(String) });
    }
    expect(published.map(({ kid }) => kid)).toEqual([key('rsa').kid, key('ec').kid]);
  });

  test('a private key does not print itself', () => {
    expect(JSON.stringify(key())).not.toContain('"d"');
  });

  test.each(['', '{}', '[]', '{"kid":"a","alg":"HS256"}'])('%j is no signing key', (text) => {
    expect(readSigningKey(new Secret(text))).toBeUndefined();
  });
});
