import { conditionProblem } from './condition.js';
import type { RuleMatch } from './rule.js';

/**
 * Why the platform would not create a rule with this match, one line each; empty when it would. That
 * the values have the right types is the reader's business.
 */
export async function matchProblems(match: RuleMatch): Promise<readonly string[]> {
  const { subject_prefix, audience, condition } = match;
  const problem = condition === undefined ? undefined : await conditionProblem(condition);
  return [
    ...(pinsSubject(match) ? [] : [UNPINNED]),
    ...(subject_prefix === '' ? ['subject_prefix is empty'] : []),
    ...(audience === '' ? ['audience is empty'] : []),
    ...(problem === undefined ? [] : [`condition: ${problem}`]),
  ];
}

const UNPINNED =
  'a rule needs a subject_prefix (not just *), claims or a condition; an audience alone is not enough';

function pinsSubject({ subject_prefix, claims, condition }: RuleMatch): boolean {
  const prefixed = subject_prefix !== undefined && subject_prefix !== '*';
  return prefixed || condition !== undefined || Object.keys(claims ?? {}).length > 0;
}
