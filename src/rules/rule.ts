import type { JsonObject } from '../json.js';

/** A federation rule's `match` object, in the platform's own spelling. */
export type RuleMatch = {
  readonly subject_prefix?: string;
  readonly audience?: string;
  readonly claims?: Readonly<Record<string, string>>;
  /** CEL, over one variable: `claims`. */
  readonly condition?: string;
};

/** What the issuer is registered with, as far as a rule is concerned. */
export type RegisteredIssuer = { readonly issuerUrl: string };

/** One condition of a rule, met or not, and what was seen. Every condition is checked, also after a miss. */
export type Verdict = {
  /** Machine name, as in `match_subject_prefix`; the sandbox's history uses it as the reason. */
  readonly reason: string;
  /** The demand in words: `subject is repo:acme/api:ref:refs/heads/main`. */
  readonly condition: string;
  readonly met: boolean;
  /** The value seen, as text, not yet made printable. */
  readonly saw: string;
  /** What to make of a miss, where there is more to say; not yet made printable either. */
  readonly why?: string;
};

export type Claims = JsonObject;
