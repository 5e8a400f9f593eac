/** What to do so that clients agree, tried on the facts before it is given. */
export type Advice = {
  /** What is reached by it, as in `all of them use profile "work"`. */
  readonly goal: string;
  /** Lines for a shell, in order; what is done by hand is a comment among them. */
  readonly lines: readonly string[];
  /** Ids of those who would use something else even then. */
  readonly except: readonly string[];
};
