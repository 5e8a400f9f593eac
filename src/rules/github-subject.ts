/**
 * What to tell someone whose rule missed because GitHub writes subjects in two forms: the classic
 * `repo:acme/api:…`, and since 2026-07-15 the immutable `repo:acme@1/api@2:…` of new, renamed and
 * transferred repositories. Whose ids they are the rule cannot tell: a name that was given up may be
 * somebody else's by now. `undefined` when that is not the reason: other ids are another repository.
 */
export function githubSubjectAdvice(prefix: string, subject: string): string | undefined {
  const classic = [withoutIds(prefix), withoutIds(subject)] as const;
  const [ruleIsClassic, tokenIsClassic] = [classic[0] === prefix, classic[1] === subject];
  if (ruleIsClassic === tokenIsClassic || !matches(...classic)) return undefined;
  return tokenIsClassic
    ? `the rule has GitHub's immutable subject, the token the classic one: set subject_prefix to ${subject}, or opt the repository in to immutable subjects`
    : `GitHub gives this repository its immutable subject, with numeric ids: if they are yours, set subject_prefix to ${subject}`;
}

function matches(prefix: string, subject: string): boolean {
  return prefix.endsWith('*') ? subject.startsWith(prefix.slice(0, -1)) : subject === prefix;
}

/** Takes the ids out of owner and repository only: an environment may well be called `a@1`. */
function withoutIds(subject: string): string {
  return subject.replace(/^repo:[^:]*/, (repository) => repository.replace(/@\d+(?=\/|$)/g, ''));
}
