import type { RuleMatch } from '../rules/rule.js';
import { type At, object, optional, type Reader, shape, text, wrong } from './reader.js';

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

/** A rule's `match`: something besides the audience has to pin the subject down. */
export const ruleMatch: Reader<RuleMatch> = (at: At) => {
  const { subject_prefix, audience, claims: wanted, condition } = matchers(at);
  const pinned =
    (subject_prefix !== undefined && subject_prefix !== '*') ||
    Object.keys(wanted ?? {}).length > 0 ||
    condition !== undefined;
  if (!pinned) throw wrong(at, 'must have a subject_prefix (not just *), claims or a condition');
  return {
    ...(subject_prefix !== undefined && { subject_prefix }),
    ...(audience !== undefined && { audience }),
    ...(wanted !== undefined && { claims: wanted }),
    ...(condition !== undefined && { condition }),
  };
};
