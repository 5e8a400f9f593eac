import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeIdentityToken } from '../../src/jwt/decode.js';
import { encode } from './mint.js';

const object = fc
  .dictionary(fc.string(), fc.jsonValue())
  .map((value) => JSON.parse(JSON.stringify(value)))
  .filter((value) => !JSON.stringify(value).includes('__proto__'));

describe('decoding an identity token', () => {
  test('what was encoded comes back, whatever the claims', () => {
    fc.assert(
      fc.property(object, object, (header, claims) => {
        const decoded = decodeIdentityToken(`${encode(header)}.${encode(claims)}.c2ln`);
        expect(decoded).toEqual({ header, claims });
      }),
    );
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeIdentityToken(text)).toBeUndefined();
      }),
    );
  });

  test('an unsigned token can still be looked at', () => {
    const decoded = decodeIdentityToken(`${encode({ alg: 'none' })}.${encode({ sub: 'a' })}.`);
    expect(decoded?.claims).toEqual({ sub: 'a' });
  });

  const h = encode({ alg: 'RS256' });
  const c = encode({ sub: 'a' });
  test.each([
    ['two segments', `${h}.${c}`],
    ['four segments', `${h}.${c}.s.s`],
    ['five segments', `${h}.${c}.s.s.s`],
    ['a header that is a list', `${encode([])}.${c}.s`],
    ['claims that are a number', `${h}.${encode(1)}.s`],
    ['claims that are null', `${h}.${encode(null)}.s`],
    ['standard base64', `${h}.${c}==.s`],
    ['a segment of impossible length', `${h}.${'a'.repeat(5)}.s`],
    [
      'claims that are not UTF-8',
      `${h}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.s`,
    ],
    ['claims after a byte order mark', `${h}.${Buffer.from('\uFEFF{}').toString('base64url')}.s`],
    [
      'claims nested ten thousand deep',
      `${h}.${Buffer.from('{"a":'.repeat(10_000)).toString('base64url')}.s`,
    ],
  ])('%s is not decoded', (_, text) => {
    expect(decodeIdentityToken(text)).toBeUndefined();
  });
});
