import type { RuleMatch } from '../rules/rule.js';
import { type At, object, optional, type Reader, shape, text } from './reader.js';

const claims: Reader<Readonly<Record<string, string>>> = (at) =>
  Object.fromEntries(
    Object.entries(object(at)).map(([name, value]) => [
      name,
      text()({ file: at.file, path: `${at.path}.${name}`, value }),
    ]),
  );

const matchers = shape({
  subject_prefix: optional(text()),
  audience: optional(text()),
  claims: optional(claims),
  condition: optional(text()),
});

/** A rule's `match`, without the keys that are left out. */
export const ruleMatch: Reader<RuleMatch> = (at: At) => {
  const { subject_prefix, audience, claims: wanted, condition } = matchers(at);
  return {
    ...(subject_prefix !== undefined && { subject_prefix }),
    ...(audience !== undefined && { audience }),
    ...(wanted !== undefined && { claims: wanted }),
    ...(condition !== undefined && { condition }),
  };
};
