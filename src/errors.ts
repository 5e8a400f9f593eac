import { withoutTokens } from './printable.js';

/**
 * Every way `ant` fails on purpose, with the exit code a script sees. Anything else is a bug (1).
 * `ant help exit-codes` and the README print this table.
 */
export const EXIT_CODES = {
  /** The words typed make no sense: unknown flag, bad value, impossible combination. */
  usage: 2,
  /** Nobody is signed in, the login is over, or a named credential does not exist. */
  'no-credential': 3,
  /** An identity token that no exchange could succeed with: empty, too large, not a JWT, expired. */
  'identity-token': 3,
  /** The platform, or the person at the consent page, said no. */
  denied: 4,
  /** Not reachable, timed out, bad TLS, or an answer that no token endpoint gives. */
  network: 5,
  /** A file that cannot be read or written, or does not hold what it must. */
  file: 6,
  /** The keychain is locked, denied, hung or broken. */
  keychain: 6,
  /** A check said no: `--verify`, `auth status --check`. */
  'check-failed': 7,
  /** `exec` found the program and may not or cannot run it. As in every shell. */
  'command-not-runnable': 126,
  /** `exec` did not find the program. As in every shell. */
  'command-not-found': 127,
  interrupted: 130,
} as const;

export type ErrorCode = keyof typeof EXIT_CODES;

type Details = {
  /** What to do about it: the very command, variable or setting. */
  readonly hint?: string | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
};

export class AntError extends Error {
  override readonly name = 'AntError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly requestId: string | undefined;

  /**
   * `message` says what happened in one line, `hint` what to do. Neither may hold a secret; a token that was
   * given as a name or a path is taken out of both.
   */
  constructor(code: ErrorCode, message: string, { hint, requestId, cause }: Details = {}) {
    super(withoutTokens(message), { cause });
    this.code = code;
    this.hint = hint && withoutTokens(hint);
    this.requestId = requestId;
  }

  /** All that is for others to see; by itself JSON would leave the message out. */
  toJSON(): Details & Pick<AntError, 'code' | 'message'> {
    const { code, message, hint, requestId } = this;
    return { code, message, hint, requestId };
  }
}
