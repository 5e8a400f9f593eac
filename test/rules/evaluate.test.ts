import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateRule } from '../../src/rules/evaluate.js';
import type { Claims, RuleMatch, Verdict } from '../../src/rules/rule.js';

const ISSUER = { issuerUrl: 'https://issuer.test' };
const SUBJECT = 'repo:acme/api:ref:refs/heads/main';
const CLAIMS = { iss: 'https://issuer.test', sub: SUBJECT, aud: 'https://api.anthropic.com' };

function judge(match: RuleMatch, claims: Claims = {}) {
  return evaluateRule(match, ISSUER, { ...CLAIMS, ...claims });
}

async function verdict(reason: string, match: RuleMatch, claims: Claims = {}): Promise<Verdict> {
  const found = (await judge(match, claims)).find((one) => one.reason === reason);
  if (found === undefined) throw new Error(`no verdict ${reason}`);
  return found;
}

describe('a rule', () => {
  test('is held against the token condition by condition', async () => {
    const match = {
      subject_prefix: 'repo:acme/*',
      audience: 'https://api.anthropic.com',
      claims: { environment: 'prod' },
      condition: 'claims.run == 7',
    };
    const verdicts = await judge(match, { environment: 'prod', run: 7 });
    expect(
      verdicts.map(({ reason, condition, met, saw }) => [reason, condition, met, saw]),
    ).toEqual([
      ['match_issuer', 'issuer is https://issuer.test', true, 'https://issuer.test'],
      [
        'match_audience',
        'audience is https://api.anthropic.com',
        true,
        'https://api.anthropic.com',
      ],
      ['match_subject_prefix', 'subject starts with repo:acme/', true, SUBJECT],
      ['match_claims', 'claim environment is prod', true, 'prod'],
      ['match_condition', 'condition claims.run == 7', true, 'true'],
    ]);
  });

  test('is checked to the end, also after a miss', async () => {
    const match = {
      subject_prefix: 'a',
      audience: 'b',
      claims: { c: 'd', e: 'f' },
      condition: 'false',
    };
    const verdicts = await judge(match, { iss: 'elsewhere' });
    expect(verdicts.map(({ met }) => met)).toEqual([false, false, false, false, false, false]);
  });

  test('without an audience expects that of the platform', async () => {
    expect((await verdict('match_audience', { subject_prefix: '*' })).met).toBe(true);
    expect((await verdict('match_audience', { subject_prefix: '*' }, { aud: 'a' })).met).toBe(
      false,
    );
  });

  test('a token without any claims satisfies nothing', async () => {
    const verdicts = await evaluateRule({ subject_prefix: '*', claims: { a: '' } }, ISSUER, {});
    expect(verdicts.some(({ met }) => met)).toBe(false);
  });
});

describe('E42: an issuer that differs a little is no match, and the character is named', () => {
  test.each([
    [
      'https://issuer.test/',
      'differs only in a slash at the end, at character 20: the end expected, / seen',
    ],
    ['https://Issuer.test', 'differs only in letter case, at character 9: i expected, I seen'],
    [
      'https://issuer.test:443',
      'differs only in the port, at character 20: the end expected, : seen',
    ],
    ['http://issuer.test', 'differs only in the scheme, at character 5: s expected, : seen'],
    [
      'https://issuer.test.',
      'differs only in a dot at the end of the host name, at character 20: the end expected, . seen',
    ],
    [
      'https://issuer.test ',
      'differs only in white space around it, at character 20: the end expected, U+0020 seen',
    ],
    ['https://ıssuer.test', 'first difference at character 9: i expected, U+0131 seen'],
    ['https://issuer.test/tenant', 'first difference at character 20: the end expected, / seen'],
    ['', 'the token has none'],
  ])('%s', async (iss, why) => {
    expect(await verdict('match_issuer', {}, { iss })).toMatchObject({ met: false, saw: iss, why });
  });

  test('punycode against the same name in letters', async () => {
    const issuer = { ...ISSUER, issuerUrl: 'https://bücher.test' };
    const [first] = await evaluateRule({}, issuer, { iss: 'https://xn--bcher-kva.test' });
    expect(first?.why).toContain('differs only in how the host name is spelled, at character 9');
  });
});

describe('E43: an audience is one exact element', () => {
  test.each<[string, unknown, boolean]>([
    ['the text itself', 'aud-a', true],
    ['an array with it alone', ['aud-a'], true],
    ['an array with it last', ['x', 7, 'aud-a'], true],
    ['an empty array', [], false],
    ['nothing', undefined, false],
    ['an empty text', '', false],
    ['a prefix of it', 'aud', false],
    ['something it is a prefix of', 'aud-a/', false],
    ['other case', 'AUD-A', false],
    ['two in one text', 'aud-a aud-b', false],
    ['an array in an array', [['aud-a']], false],
    ['an object', { 'aud-a': 'aud-a' }, false],
    ['a number', 1, false],
  ])('%s', async (_, aud, met) => {
    expect((await verdict('match_audience', { audience: 'aud-a' }, { aud })).met).toBe(met);
  });

  test('an empty audience in a rule matches nothing', async () => {
    expect((await verdict('match_audience', { audience: '' }, { aud: [] })).met).toBe(false);
  });
});

describe('E46: claims compares text, and nothing else', () => {
  test.each<[string, unknown, string, string]>([
    ['a number', 7, '7', 'claims.x == 7'],
    ['a boolean', true, 'true', 'claims.x == true'],
    ['a list', ['a', 'b'], '["a","b"]', '"v" in claims.x'],
    ['null', null, 'null', 'claims.x == null'],
    ['an object', { y: 'v' }, '{"y":"v"}', 'claims.x.NAME == "v"'],
  ])('%s is no match, and a condition is advised', async (kind, x, saw, advice) => {
    for (const wanted of [saw, 'v']) {
      const found = await verdict('match_claims', { claims: { x: wanted } }, { x });
      expect(found).toMatchObject({ met: false, saw });
      expect(found.why).toContain(`the claim is ${kind}`);
      expect(found.why).toContain('use a condition');
    }
    const found = await verdict('match_claims', { claims: { x: 'v' } }, { x });
    expect(found.why).toContain(advice);
  });

  test('an odd claim name is advised in brackets', async () => {
    const name = 'https://sts.amazonaws.com/';
    const found = await verdict(
      'match_claims',
      { claims: { [name]: 'v' } },
      { [name]: { a: 'v' } },
    );
    expect(found.why).toContain('claims["https://sts.amazonaws.com/"].NAME == "v"');
  });

  test.each([
    ['other case', { x: 'V' }],
    ['a longer text', { x: 'vv' }],
    ['a nested claim', { a: { x: 'v' } }],
    ['nothing', {}],
  ])('%s is no match', async (_, claims: Claims) => {
    expect((await verdict('match_claims', { claims: { x: 'v' } }, claims)).met).toBe(false);
  });

  test('what every object has is not a claim', async () => {
    const found = await verdict('match_claims', { claims: { constructor: 'v' } });
    expect(found).toMatchObject({ met: false, saw: '' });
  });

  test('law: a claim matches its own text only', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.jsonValue(), async (wanted, value) => {
        const found = await verdict('match_claims', { claims: { x: wanted } }, { x: value });
        expect(found.met).toBe(value === wanted);
        expect((await verdict('match_claims', { claims: { x: wanted } }, { x: wanted })).met).toBe(
          true,
        );
      }),
    );
  });
});
