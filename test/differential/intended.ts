/** Where our own decision is meant to be another than the official TypeScript SDK's. */
export type Intended = {
  readonly why: string;
  /** What the SDK does, and what we do, in the words of `decision.test.ts`. */
  readonly theirs: string;
  readonly ours: string;
  readonly states: RegExp;
};

export const INTENDED: readonly Intended[] = [
  {
    why: 'an identity token that was set for nothing is named as what stands in the way',
    theirs: 'none',
    ours: 'fails',
    states:
      /federation=(rule|organization)\+token |probe=(rule-|organization-empty|token-file-padded|identity-alone)/,
  },
  {
    why: 'a machine without a home can federate by its variables',
    theirs: 'none',
    ours: 'federation',
    states: /probe=home-(unset|empty) federation=full-file/,
  },
  {
    why: 'and says which of them is missing',
    theirs: 'none',
    ours: 'fails',
    states: /probe=home-(unset|empty) federation=rule\+organization/,
  },
  {
    why: 'a file of a version or type that we do not know, that others may execute, or that is a link, is not trusted',
    theirs: 'profile:default',
    ours: 'fails',
    states:
      /layout=odd-(token-other-type|(token|config)-other-version|group-executable|credentials-link)$/,
  },
  {
    why: 'a profile without a client id is one whose refresh token is in our keychain',
    theirs: 'fails',
    ours: 'profile:default',
    states: /layout=odd-split-expired/,
  },
  {
    why: 'we never use the token that an SDK kept of an earlier exchange, so its file may be what it is',
    theirs: 'fails',
    ours: 'profile:default',
    states: /layout=odd-cached-open$/,
  },
  {
    why: 'an empty text in a profile counts as absent, as in the Go and Python SDKs',
    theirs: 'fails',
    ours: 'profile:default',
    states: /layout=odd-federation-empty-organization$/,
  },
];
