import { isObject } from '../json.js';
import { evaluateCondition } from './condition.js';
import { describeDifference } from './difference.js';
import { githubSubjectAdvice } from './github-subject.js';
import type { Claims, RegisteredIssuer, RuleMatch, Verdict } from './rule.js';

/** The audience the platform expects of a rule that names none. */
const DEFAULT_AUDIENCE = 'https://api.anthropic.com';

/**
 * Holds the claims of an identity token against a rule and its issuer, condition by condition. All
 * are checked, also after a miss; the token satisfies the rule when every verdict is met. Says nothing
 * about signature and times, which `verifyIdentityToken` does. Never throws.
 */
export async function evaluateRule(
  match: RuleMatch,
  issuer: RegisteredIssuer,
  claims: Claims,
): Promise<readonly Verdict[]> {
  return [
    issuerVerdict(issuer.issuerUrl, textClaim(claims, 'iss')),
    audienceVerdict(match.audience ?? DEFAULT_AUDIENCE, claims.aud),
    ...(match.subject_prefix === undefined
      ? []
      : [subjectVerdict(match.subject_prefix, textClaim(claims, 'sub'))]),
    ...Object.entries(match.claims ?? {}).map((wanted) => claimVerdict(wanted, claims)),
    ...(match.condition === undefined ? [] : [await conditionVerdict(match.condition, claims)]),
  ];
}

/** The claim as text; empty, which nothing equals, when it is absent or not text. */
function textClaim(claims: Claims, name: string): string {
  const value = claims[name];
  return typeof value === 'string' ? value : '';
}

/** Leaves `why` to the misses. */
function verdict(found: Omit<Verdict, 'why'>, why: () => string): Verdict {
  return found.met ? found : { ...found, why: why() };
}

function issuerVerdict(issuerUrl: string, saw: string): Verdict {
  const condition = `issuer is ${issuerUrl}`;
  return verdict({ reason: 'match_issuer', condition, met: saw === issuerUrl, saw }, () =>
    describeDifference(issuerUrl, saw),
  );
}

function audienceVerdict(audience: string, aud: unknown): Verdict {
  const list: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  const texts = list.filter((element) => typeof element === 'string');
  const found = {
    reason: 'match_audience',
    condition: `audience is ${audience}`,
    met: texts.includes(audience),
    saw: texts.join(' '),
  };
  return verdict(found, () =>
    texts.length > 1 ? 'no element equals it' : describeDifference(audience, found.saw),
  );
}

/** The platform's `subject_prefix` is exact, despite its name, unless its last character is `*`. */
function subjectVerdict(prefix: string, saw: string): Verdict {
  const open = prefix.endsWith('*');
  const wanted = open ? prefix.slice(0, -1) : prefix;
  const found = {
    reason: 'match_subject_prefix',
    condition: `subject ${open ? 'starts with' : 'is'} ${wanted}`,
    met: saw !== '' && (open ? saw.startsWith(wanted) : saw === wanted),
    saw,
  };
  return verdict(found, () => {
    const advice = githubSubjectAdvice(prefix, saw);
    if (advice !== undefined) return advice;
    if (!open && saw.startsWith(wanted)) return 'only a * at its end makes it match as a prefix';
    return describeDifference(wanted, open ? saw.slice(0, wanted.length) : saw);
  });
}

function claimVerdict([name, wanted]: readonly [string, string], claims: Claims): Verdict {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  const found = {
    reason: 'match_claims',
    condition: `claim ${name} is ${wanted}`,
    met: value === wanted,
    saw: asText(value),
  };
  return verdict(found, () => {
    if (value === undefined) return 'the token has no such claim at its top level';
    if (typeof value === 'string') return describeDifference(wanted, value);
    return `the claim is ${kindOf(value)}, and claims compares text only: use a condition such as ${suggestion(name, value, wanted)}`;
  });
}

function asText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return isObject(value) ? 'an object' : `a ${typeof value}`;
}

function suggestion(name: string, value: unknown, wanted: string): string {
  const claim = /^[a-z_]\w*$/i.test(name) ? `claims.${name}` : `claims[${JSON.stringify(name)}]`;
  if (Array.isArray(value)) return `${JSON.stringify(wanted)} in ${claim}`;
  if (isObject(value)) return `${claim}.NAME == ${JSON.stringify(wanted)}`;
  return `${claim} == ${JSON.stringify(value)}`;
}

async function conditionVerdict(condition: string, claims: Claims): Promise<Verdict> {
  const outcome = await evaluateCondition(condition, claims);
  const found = { reason: 'match_condition', condition: `condition ${condition}`, saw: '' };
  if ('error' in outcome) return { ...found, met: false, why: outcome.error };
  return { ...found, met: outcome.value, saw: String(outcome.value) };
}
