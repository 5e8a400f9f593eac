import { describe, expect, it } from 'vitest';
import { checkNewProfileName, checkProfileName } from '../../src/profiles/name.js';
import { nearest } from '../../src/profiles/nearest.js';

const usage = expect.objectContaining({ code: 'usage' });

describe('profile names', () => {
  it.each(['default', 'prod-eu', 'a.b_c', '.hidden', '-dash', 'CON', 'x'.repeat(200)])(
    'an existing profile may be called %s, as in the SDKs',
    (name) => expect(() => checkProfileName(name)).not.toThrow(),
  );

  it.each([
    '',
    '.',
    '..',
    '../x',
    '/etc/passwd',
    'a/b',
    'a\\b',
    'a\0b',
    'a b',
    ' a',
    'x'.repeat(300),
    'prоd',
    'é',
    'a\nb',
    'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln',
    'sk-ant-api03-canary-canary',
  ])('E65: %j can never name a profile', (name) => {
    expect(() => checkProfileName(name)).toThrow(usage);
    expect(() => checkNewProfileName(name)).toThrow(usage);
  });

  it.each(['.hidden', '-dash', 'CON', 'nul', 'com1', 'LPT9', 'con.eu', 'dot.'])(
    'E65: %s is not given to a new profile, because some client or system cannot use it',
    (name) => expect(() => checkNewProfileName(name)).toThrow(usage),
  );

  it('a token that was given as a name is not shown', () => {
    expect(() => checkProfileName('sk-ant-api03-canary-canary')).toThrow(
      '"[api-key]" cannot name a profile: it has the shape of a token',
    );
  });

  it('E65: a refused name is shown on one line without control characters', () => {
    const refused = () => checkProfileName('\u001b[2J\nevil\u202e');
    expect(refused).toThrow('"?[2J?evil?" cannot name a profile');
  });
});

describe('the nearest name', () => {
  it.each([
    ['prd', ['prod', 'dev'], 'prod'],
    ['Default', ['default'], 'default'],
    ['staging-eu', ['staging-us', 'prod'], 'staging-us'],
    ['ci', ['qa', 'prod'], undefined],
    ['x', [], undefined],
  ])('%s among %j is %s', (typed, names, expected) => {
    expect(nearest(typed, names)).toBe(expected);
  });
});
