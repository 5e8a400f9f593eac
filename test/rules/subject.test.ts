import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateRule } from '../../src/rules/evaluate.js';
import type { Verdict } from '../../src/rules/rule.js';

const ISSUER = { issuerUrl: 'https://issuer.test' };

async function judge(subject_prefix: string, sub: string): Promise<Verdict> {
  const verdicts = await evaluateRule({ subject_prefix }, ISSUER, { sub });
  const found = verdicts.find(({ reason }) => reason === 'match_subject_prefix');
  if (found === undefined) throw new Error('no verdict on the subject');
  return found;
}

describe('E44: a subject is exact unless the prefix ends in *', () => {
  test.each<[string, string, boolean]>([
    ['repo:org/repo:x', 'repo:org/repo:x', true],
    ['repo:org/repo', 'repo:org/repo-evil', false],
    ['repo:org/repo*', 'repo:org/repo-evil', true],
    ['repo:org/repo:*', 'repo:org/repo-evil:x', false],
    ['repo:*/api:x', 'repo:org/api:x', false],
    ['repo:*/api:x', 'repo:*/api:x', true],
    ['repo:org/api:**', 'repo:org/api:x', false],
    ['repo:org/api:**', 'repo:org/api:*x', true],
    ['repo:Org/*', 'repo:org/api', false],
    ['repo:оrg/*', 'repo:org/api', false],
    ['', 'repo:org/api', false],
    ['', '', false],
    ['*', 'anything', true],
    ['*', '', false],
    ['repo.org', 'repo:org', false],
  ])('%j against %j', async (subject_prefix, sub, met) => {
    expect((await judge(subject_prefix, sub)).met).toBe(met);
  });

  test('a look-alike letter is named by its number', async () => {
    const found = await judge('repo:acme', 'repo:аcme');
    expect(found.why).toBe('first difference at character 6: a expected, U+0430 seen');
  });

  test('a prefix without its * is told so', async () => {
    const found = await judge('repo:acme/', 'repo:acme/api:x');
    expect(found.why).toContain('only a * at its end');
  });

  test('law: without a *, exactly one subject matches', async () => {
    const text = fc.string({ minLength: 1 });
    await fc.assert(
      fc.asyncProperty(text, text, async (a, b) => {
        fc.pre(!a.endsWith('*'));
        for (const sub of [a, b, `${a}${b}`, `${b}${a}`, a.toUpperCase(), a.slice(1)]) {
          const found = await judge(a, sub);
          expect(found.met).toBe(sub === a);
        }
      }),
    );
  });
});

describe('E45: GitHub writes subjects in two forms', () => {
  const classic = 'repo:acme/api:ref:refs/heads/main';
  const immutable = 'repo:acme@12/api@345:ref:refs/heads/main';

  test.each([
    [classic, classic],
    [immutable, immutable],
    ['repo:acme@12/*', immutable],
  ])('%s matches %s', async (subject_prefix, sub) => {
    expect((await judge(subject_prefix, sub)).met).toBe(true);
  });

  test.each([classic, 'repo:acme/api:*', 'repo:acme/*'])(
    'a rule in the classic form, %s, is told the immutable subject',
    async (subject_prefix) => {
      const found = await judge(subject_prefix, immutable);
      expect(found).toMatchObject({ met: false });
      expect(found.why).toContain('immutable subject, with numeric ids');
      expect(found.why).toContain(`if they are yours, set subject_prefix to ${immutable}`);
    },
  );

  test('a rule in the immutable form is told that the token is classic', async () => {
    const found = await judge(immutable, classic);
    expect(found.met).toBe(false);
    expect(found.why).toContain('the token the classic one');
  });

  test.each([
    ['another repository', 'repo:acme/web:ref:refs/heads/main', immutable],
    ['another branch', 'repo:acme/api:ref:refs/heads/dev', immutable],
    ['other ids', 'repo:acme@12/api@999:ref:refs/heads/main', immutable],
    [
      'an environment that looks like an id',
      'repo:acme/api:environment:prod',
      'repo:acme/api:environment:prod@1',
    ],
  ])('%s is another matter', async (_, subject_prefix, sub) => {
    const found = await judge(subject_prefix, sub);
    expect(found.met).toBe(false);
    expect(found.why).not.toContain('GitHub');
  });
});
