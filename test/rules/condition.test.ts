import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conditionProblem, evaluateCondition } from '../../src/rules/condition.js';
import { evaluateRule } from '../../src/rules/evaluate.js';
import { matchProblems } from '../../src/rules/validate.js';

const CLAIMS = {
  sub: 'repo:acme/api:ref:refs/heads/main',
  ref: 'refs/heads/main',
  run: 7,
  ok: true,
  groups: ['ops', 'dev'],
  google: { compute_engine: { project_id: 'p-1' } },
  'https://sts.amazonaws.com/': { aws_account: '123' },
  constructor: { name: 'a claim like any other' },
};

describe('a condition', () => {
  test.each<[string, boolean]>([
    ['claims.sub.startsWith("repo:acme/")', true],
    ['claims.ref in ["refs/heads/main"]', true],
    ['claims["https://sts.amazonaws.com/"]["aws_account"] == "123"', true],
    ['claims.google.compute_engine.project_id == "p-1"', true],
    ['claims.run == 7 && claims.ok', true],
    ['claims.groups.exists(g, g == "ops")', true],
    ['claims.groups.map(g, g + "s").filter(g, g.endsWith("s")).size() == 2', true],
    ['claims.sub.matches("^repo:acme/[a-z]+:")', true],
    ['claims.constructor.name.contains("any other")', true],
    ['has(claims.missing) && claims.missing == "x"', false],
    ['claims.run == "7"', false],
    ['has(claims.toString)', false],
  ])('%s is %s', async (expression, value) => {
    expect(await evaluateCondition(expression, CLAIMS)).toEqual({ value });
  });

  test.each([
    ['a missing claim', 'claims.nope == "x"', 'no nope there; has() asks'],
    ['a claim of another type', 'claims.sub > 1', 'no matching overload'],
    ['a variable that is not claims', 'claim.sub == "x"', 'something other than claims'],
    ['the machinery underneath', 'constructor == null', 'something other than claims'],
    ['an unknown function', 'claims.sub.lowerAscii() == "x"', 'there is no function lowerAscii'],
    ['half an expression', 'claims.sub ==', 'does not parse at line 1'],
    ['nothing at all', '', 'does not parse'],
    ['a text', 'claims.sub', 'not true or false'],
    ['a division by zero', '1 / 0 == 1', 'divide by zero'],
  ])('E47: %s is no match, explained', async (_, expression, error) => {
    const outcome = await evaluateCondition(expression, CLAIMS);
    expect(outcome).toEqual({ error: expect.stringContaining(error) });
    const verdicts = await evaluateRule({ condition: expression }, { issuerUrl: '' }, CLAIMS);
    expect(verdicts.at(-1)).toMatchObject({ reason: 'match_condition', met: false });
    expect(verdicts.at(-1)?.why).toContain(error);
  });

  test('E47: no expression makes it throw', async () => {
    const token = fc.constantFrom(
      ...[
        'claims',
        '.sub',
        '.run',
        '.groups',
        '[',
        ']',
        '(',
        ')',
        '==',
        '&&',
        '!',
        '"a"',
        '1',
        '?',
      ],
      ...[
        ':',
        '.all(x,',
        '.map(x,',
        'x',
        ',',
        '+',
        ' in ',
        '.matches(',
        '{',
        '}',
        '\u{1f600}',
        '\\',
        '"',
      ],
    );
    const expression = fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join(''));
    await fc.assert(
      fc.asyncProperty(fc.oneof(expression, fc.string({ unit: 'binary' })), async (text) => {
        const outcome = await evaluateCondition(text, CLAIMS);
        expect(Object.keys(outcome)).toHaveLength(1);
        await conditionProblem(text);
      }),
      { numRuns: 300 },
    );
  });
});

describe('E47: work has a bound, whatever the expression and the token', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => `g${index}`);
  const claims = { many, long: 'ab'.repeat(8000) };
  const tooMuch = { error: expect.stringContaining('too much work') };
  const tooDeep = { error: 'it is nested too deeply' };

  test.each([
    '"g99999" in claims.many',
    'claims.many.exists(g, g == "g99999")',
    'claims.many.all(g, g.startsWith("g"))',
    'claims.many.filter(g, g == "g7").size() == 1',
    '!claims.long.matches("(a+)+$")',
    '!claims.long.matches("^(([a-z])+.)+[A-Z]([a-z])+$")',
  ])('%s is honest work on 10^5 items or a long text', async (expression) => {
    expect(await evaluateCondition(expression, claims)).toEqual({ value: true });
  });

  const digits = '[0,1,2,3,4,5,6,7,8,9]';
  test.each([
    ['a loop in a loop', 'claims.many.all(x, claims.many.exists(y, x == y))', tooMuch],
    ['a loop that only starts', 'claims.many.all(x, claims.many.exists(y, true))', tooMuch],
    ['loops without a call', 'claims.many.all(x, claims.many.all(y, true))', tooMuch],
    ['a long body', `claims.many.all(x, ${'true && '.repeat(400)}true)`, tooMuch],
    ['ten to the twelfth', `${`${digits}.all(x,`.repeat(12)}true${')'.repeat(12)}`, tooMuch],
    ['lists that double', `["a"]${'.map(x,[x,x])'.repeat(40)}.all(x, x == x)`, tooMuch],
    ['a list that grows one by one', 'claims.many.map(x, x).size() == 1', tooMuch],
    ['states that explode', `claims.long.matches("${'(.*a.{0,999})'.repeat(18)}c")`, tooMuch],
    ['a search in a loop', 'claims.many.all(x, !claims.long.contains("z"))', tooMuch],
    [
      'text that doubles',
      `["aa"]${'.map(x,x+x)'.repeat(40)}.size() == 1`,
      { error: 'it makes a text that is too long' },
    ],
    [
      '5000 characters',
      `claims.sub == "${'x'.repeat(5000)}"`,
      { error: 'it is longer than 4096 characters' },
    ],
    ['brackets without end', '('.repeat(4000), tooDeep],
    ['maps without end', '{1:'.repeat(1300), tooDeep],
    ['brackets in brackets', `${'('.repeat(60)}true${')'.repeat(60)}`, tooDeep],
    ['a sum of a thousand terms', `${'1+'.repeat(1000)}1 == 1`, tooDeep],
  ])('%s ends', { timeout: 20_000 }, async (_, expression, error) => {
    expect(await evaluateCondition(expression, claims)).toEqual(error);
  });

  test('what one evaluation spent, the next one has again', async () => {
    for (const _ of [1, 2, 3, 4]) {
      const outcome = await evaluateCondition('claims.many.all(g, g != "")', claims);
      expect(outcome).toEqual({ value: true });
    }
  });
});

describe('a rule that the platform would not create', () => {
  test.each([
    [{}, 'a rule needs'],
    [{ audience: 'a' }, 'an audience alone is not enough'],
    [{ subject_prefix: '*', audience: 'a' }, 'not just *'],
    [{ claims: {} }, 'a rule needs'],
    [{ subject_prefix: '' }, 'subject_prefix is empty'],
    [{ subject_prefix: 'a', audience: '' }, 'audience is empty'],
    [{ condition: 'true' }, 'true for every token'],
    [{ condition: '1 == 1' }, 'true for every token'],
    [{ condition: 'claims.sub == "a" || true' }, 'true for every token'],
    [{ subject_prefix: 'a', condition: 'true' }, 'true for every token'],
    [{ condition: '"text"' }, 'not true or false'],
    [{ condition: '1 + 1' }, 'not true or false'],
    [{ condition: 'claims.sub + "x"' }, 'not true or false'],
    [{ condition: 'size(claims.sub)' }, 'not true or false'],
    [{ condition: '[claims.sub]' }, 'not true or false'],
    [{ condition: 'claims.groups.map(g, g == "a")' }, 'not true or false'],
    [{ condition: 'claims.ok ? "a" : claims.sub + "b"' }, 'not true or false'],
    [{ condition: 'claims.sub ==' }, 'does not parse'],
    [{ condition: '' }, 'does not parse'],
  ])('%j', async (match, problem) => {
    const problems = await matchProblems(match);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test.each([
    { subject_prefix: 'repo:acme/*' },
    { claims: { repository_owner: 'acme' } },
    { condition: 'claims.sub == "a"' },
    { condition: 'claims.ok' },
    { condition: 'claims.ok ? claims.a : false' },
    { condition: 'claims.groups.exists_one(g, g == "a")' },
    { condition: 'claims.groups.all(g, g == "a")' },
    { condition: 'false' },
    { subject_prefix: '*', claims: { a: 'b' }, audience: 'c' },
  ])('%j is fine', async (match) => {
    expect(await matchProblems(match)).toEqual([]);
  });
});
