export type Level = 'error' | 'warning' | 'note';

/** The kinds of trouble, each under the name that scripts and SARIF know it by. */
export const RULES = {
  'key-literal': {
    level: 'error',
    means: 'An API key stands in a file, for everyone who can read it.',
  },
  'refresh-token-literal': {
    level: 'error',
    means: 'A refresh token stands in a file: whoever has it can sign in as you.',
  },
  'access-token-literal': {
    level: 'error',
    means: 'An access token stands in a file, where nothing renews or ends it.',
  },
  'shadowing-variable': {
    level: 'warning',
    means: 'A variable is set that wins over a profile, or leads a client elsewhere.',
  },
  'api-key-helper': {
    level: 'warning',
    means: 'A command is configured whose output wins over every profile.',
  },
  'empty-variable': {
    level: 'warning',
    means: 'A variable is set to nothing, which some clients count as set.',
  },
  'static-key-reference': {
    level: 'note',
    means: 'A static key is taken from a secret store or another variable.',
  },
} as const satisfies Readonly<Record<string, { readonly level: Level; readonly means: string }>>;

export type RuleId = keyof typeof RULES;

/** Something found. It never holds the value, nor any part of it beyond the public prefix of its kind. */
export type Finding = {
  /** Absolute, with `/` between names. */
  readonly path: string;
  /** Counts from 1, as `column`, which counts UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly rule: RuleId;
  readonly level: Level;
  /** In what kind of file, as in "a Dockerfile". */
  readonly where: string;
  /** The variable or setting, as the file spells it. */
  readonly name?: string;
  /** Of a key or token: what kind it is, as in `sk-ant-api03-`. */
  readonly prefix?: string;
  /** Of a key or token: the same for the same value, wherever it stands. */
  readonly fingerprint?: string;
  readonly message: string;
  readonly fix: string;
};
