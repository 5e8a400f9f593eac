import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.js';
import { preflight } from '../../src/jwt/preflight.js';
import { printable } from '../../src/printable.js';
import { Secret } from '../../src/secret.js';
import { CLAIMS, encode, forge, HEADER, NOW } from './mint.js';

const codes = (token: Secret, now = NOW) => preflight(token, now).map(({ code }) => code);
const codesOf = (text: string) => codes(new Secret(text));

const h = encode(HEADER);
const c = encode(CLAIMS);

describe('what a token looks like', () => {
  test('a well-formed token in its time has no problem', () => {
    expect(preflight(forge(), NOW)).toEqual([]);
  });

  test.each([
    ['nothing', '', 'empty'],
    ['white space', ' \r\n\t', 'empty'],
    ['17 KiB', `${h}.${'a'.repeat(17 * 1024)}.c2ln`, 'too_large'],
    ['one byte over 16 KiB', `${h}.${'a'.repeat(16_384 - h.length - 5)}.c2ln`, 'too_large'],
    ['a NUL', `${h}.${c}\0.c2ln`, 'stray_character'],
    ['a byte order mark', `\uFEFF${h}.${c}.c2ln`, 'stray_character'],
    ['a CRLF in the middle', `${h}.\r\n${c}.c2ln`, 'stray_character'],
    ['an escape sequence', `${h}.${c}.\x1b[31m`, 'stray_character'],
    ['an umlaut', `${h}.${c}.ü`, 'stray_character'],
    ['the word Bearer', `Bearer ${h}.${c}.c2ln`, 'stray_character'],
    ['an API key', 'sk-not-a-jwt', 'not_a_jwt'],
    ['JSON', `{"value":"${h}.${c}.c2ln"}`, 'not_a_jwt'],
    ['JSON with spaces', `{ "value": "${h}.${c}.c2ln" }`, 'not_a_jwt'],
    ['two segments', `${h}.${c}`, 'not_a_jwt'],
    ['four segments', `${h}.${c}.c2ln.c2ln`, 'not_a_jwt'],
    ['a JWE', `${h}.a2V5.aXY.dGV4dA.dGFn`, 'encrypted'],
    ['padding', `${h}.${c}==.c2ln`, 'bad_base64url'],
    ['a cut signature', `${h}.${c}.c2lnA`, 'bad_base64url'],
    ['an empty payload', `${h}..c2ln`, 'bad_base64url'],
    ['an empty signature under RS256', `${h}.${c}.`, 'bad_base64url'],
    ['a header that is a list', `${encode([1])}.${c}.c2ln`, 'bad_header'],
    ['a header that is not JSON', `aGVhZGVy.${c}.c2ln`, 'bad_header'],
    ['a payload that is text', `${h}.${encode('text')}.c2ln`, 'bad_payload'],
    ['alg none', `${encode({ ...HEADER, alg: 'none' })}.${c}.`, 'unsupported_algorithm'],
  ])('E41: %s is named', (_, text, code) => {
    expect(codesOf(text)).toEqual([code]);
  });

  test('E41: a nested JWT is named as one', () => {
    const inner = Buffer.from(`${h}.${c}.c2ln`).toString('base64url');
    const [problem] = preflight(
      new Secret(`${encode({ ...HEADER, cty: 'JWT' })}.${inner}.c2ln`),
      NOW,
    );
    expect(problem).toMatchObject({ code: 'bad_payload' });
    expect(problem?.message).toContain('another JWT');
  });

  test.each<[string, JsonObject, readonly string[]]>([
    ['alg NONE', { alg: 'NONE' }, ['unsupported_algorithm']],
    ['HS256, keyed with a public key', { alg: 'HS256' }, ['unsupported_algorithm']],
    ['EdDSA', { alg: 'EdDSA' }, ['unsupported_algorithm']],
    ['no alg', { alg: undefined }, ['unsupported_algorithm']],
    ['an alg that cannot be text', { alg: { toString: 1 } }, ['unsupported_algorithm']],
    ['no kid', { kid: undefined }, ['missing_kid']],
    ['an empty kid', { kid: '' }, ['missing_kid']],
    ['a kid that is a number', { kid: 1 }, ['missing_kid']],
    ['an unknown crit', { crit: ['exp'] }, ['unknown_crit']],
    [
      'no alg and no kid',
      { alg: undefined, kid: undefined },
      ['unsupported_algorithm', 'missing_kid'],
    ],
    ['PS512', { alg: 'PS512' }, []],
    ['ES384', { alg: 'ES384' }, []],
  ])('E41: a header with %s', (_, header, expected) => {
    expect(codes(forge({}, header))).toEqual(expected);
  });
});

describe('what a token claims', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ['no iss', { iss: undefined }, ['missing_claim']],
    ['an empty sub', { sub: '' }, ['missing_claim']],
    ['a sub that is a number', { sub: 7 }, ['bad_claim']],
    ['no iat', { iat: undefined }, ['missing_claim']],
    ['no exp', { exp: undefined }, ['missing_claim']],
    ['an exp that is text', { exp: '1800000300' }, ['bad_claim']],
    ['an nbf that is null', { nbf: null }, ['bad_claim']],
    ['neither iss nor sub', { iss: undefined, sub: undefined }, ['missing_claim', 'missing_claim']],
  ])('%s is named', (_, claims, expected) => {
    expect(codes(forge(claims))).toEqual(expected);
  });

  test.each<[string, JsonObject, readonly string[]]>([
    ['exp in 1 second', { exp: NOW + 1 }, []],
    ['exp 29 seconds ago', { exp: NOW - 29 }, []],
    ['exp 30 seconds ago', { exp: NOW - 30 }, ['expired']],
    ['iat 29 seconds ahead', { iat: NOW + 29 }, []],
    ['iat 30 seconds ahead', { iat: NOW + 30 }, []],
    ['iat 31 seconds ahead', { iat: NOW + 31 }, ['issued_in_future']],
    ['nbf 29 seconds ahead', { nbf: NOW + 29 }, []],
    ['nbf 31 seconds ahead', { nbf: NOW + 31 }, ['not_yet_valid']],
  ])('E48: %s', (_, claims, expected) => {
    expect(codes(forge(claims))).toEqual(expected);
  });

  test('E48: a clock wrong by hours is told by how many, with the seconds', () => {
    const behind = preflight(forge({ iat: NOW + 3 * 3600, exp: NOW + 4 * 3600 }), NOW);
    expect(behind).toMatchObject([
      {
        code: 'issued_in_future',
        message: 'it was issued 3 hours (10800 seconds) in the future by this machine’s clock',
        hint: 'set the clock of this machine, or of the issuer, whichever is wrong',
      },
    ]);
    const ahead = preflight(forge({ exp: NOW - 3600 }), NOW);
    expect(ahead[0]?.message).toBe('it expired 60 minutes (3600 seconds) ago');
    expect(ahead[0]?.hint).toContain('clock is ahead');
  });
});

describe('laws', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.string({ unit: 'binary' })).map((segments) => segments.join('.')),
    fc.tuple(fc.jsonValue(), fc.jsonValue()).map(([a, b]) => `${encode(a)}.${encode(b)}.c2ln`),
    fc
      .tuple(fc.dictionary(fc.string(), fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()))
      .map(([claims, header]) => forge(claims, header).reveal()),
    fc
      .tuple(fc.constantFrom('alg', 'kid', 'crit', 'cty'), fc.jsonValue())
      .map(([name, value]) => forge({}, { [name]: value }).reveal()),
  );

  test('E41: no text makes it throw, and every message is one printable line without the token', () => {
    fc.assert(
      fc.property(anything, fc.integer(), (text, now) => {
        for (const { message, hint = '' } of preflight(new Secret(text), now)) {
          expect(printable(message, 300)).toBe(message);
          expect(printable(hint, 300)).toBe(hint);
          if (text.length > 50) expect(message).not.toContain(text.slice(0, 50));
        }
      }),
      { numRuns: 500 },
    );
  });
});
