import { type Finding, RULES, type RuleId } from './finding.js';
import { fingerprint } from './fingerprint.js';
import type { Literal } from './literal.js';
import { findWatched, type Watched } from './names.js';
import type { Setting } from './setting.js';
import type { Site } from './site.js';

/** A finding without its place. */
export type Verdict = Omit<Finding, 'path' | 'line' | 'column' | 'where'>;

/** Where settings are looked at: a job has other needs than a person. */
type Surroundings = Pick<Site, 'ci'>;

const FEDERATE = 'let the job sign in by federation, without a key: ant help federation exchange';

type LiteralKind = {
  readonly begins: string;
  readonly what: string;
  readonly rule: RuleId;
  readonly fix: string;
};

const API_KEY: LiteralKind = {
  begins: 'sk-ant-api',
  what: 'an API key',
  rule: 'key-literal',
  fix: 'revoke it in the Console, remove it here, and sign in with: ant auth login',
};
const LITERALS: readonly LiteralKind[] = [
  API_KEY,
  { ...API_KEY, begins: 'sk-ant-admin', what: 'an Admin API key' },
  {
    begins: 'sk-ant-oat',
    what: 'an access token',
    rule: 'access-token-literal',
    fix: 'remove it, and give programs a fresh one with: ant exec -- PROGRAM',
  },
  {
    begins: 'sk-ant-ort',
    what: 'a refresh token',
    rule: 'refresh-token-literal',
    fix: 'remove it, end that login with: ant auth logout, and sign in again: ant auth login',
  },
  { ...API_KEY, begins: '', what: 'a credential' },
];

export function judgeLiteral({ prefix, value }: Literal, { ci }: Surroundings): Verdict {
  const kind = LITERALS.find(({ begins }) => prefix.startsWith(begins)) ?? API_KEY;
  const print = fingerprint(value);
  return {
    rule: kind.rule,
    level: RULES[kind.rule].level,
    prefix,
    fingerprint: print,
    message: `${kind.what} stands here (${prefix}…, fingerprint ${print})`,
    fix: ci && kind.rule === 'key-literal' ? `revoke it in the Console, and ${FEDERATE}` : kind.fix,
  };
}

/** `undefined` for what belongs where it is: federation in CI. */
export function judgeSetting({ name, value }: Setting, { ci }: Surroundings): Verdict | undefined {
  const watched = findWatched(name);
  if (watched === undefined || (ci && watched.atHomeInCi)) return undefined;
  const fix = ci && watched.secret ? FEDERATE : watched.fix;
  const rule = ruleOf(watched, value);
  if (rule === 'empty-variable') {
    return {
      ...verdict(rule, name),
      message: `${name} is set to nothing, which some clients count as set`,
      fix: 'remove it; where it must not be inherited, unset it',
    };
  }
  if (rule === 'static-key-reference') {
    const message = `${name} comes from elsewhere, and is a static key all the same`;
    return { ...verdict(rule, name), message, fix };
  }
  return {
    ...verdict(rule, name),
    level: watched.level,
    message: `${name} is set: ${watched.effect}`,
    fix,
  };
}

function verdict(rule: RuleId, name: string): Pick<Verdict, 'rule' | 'level' | 'name'> {
  return { rule, level: RULES[rule].level, name };
}

function ruleOf({ name, secret }: Watched, value: string): RuleId {
  if (name === 'apiKeyHelper') return 'api-key-helper';
  if (value.trim() === '') return 'empty-variable';
  return secret && isReference(value) ? 'static-key-reference' : 'shadowing-variable';
}

/** A variable, a command, an expression of a CI system, an address in a secret store. */
export function isReference(value: string): boolean {
  return /[$`]|\{\{|<<|^%\w+%$|^(?:op|vault|ssm|secret|arn|keyring|doppler|infisical|akv|gcp):/i.test(
    value,
  );
}

/** Whether a line with this in it must not be kept, not even as a comment. */
export function holdsSecret({ name, value }: Setting): boolean {
  return findWatched(name)?.secret === true && value.trim() !== '' && !isReference(value);
}
