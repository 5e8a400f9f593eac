import type { ErrorCode, EXIT_CODES } from '../errors.js';

type ExitCode = 0 | 1 | 129 | 143 | (typeof EXIT_CODES)[ErrorCode];

/** What each exit code means. A code that `errors.ts` gains and this table lacks does not compile. */
export const EXIT_CODE_WORDS: Readonly<Record<ExitCode, string>> = {
  0: 'done',
  1: 'unexpected: a fault of ant itself',
  2: 'usage: the words typed make no sense',
  3: 'no credential, or it is expired: sign in first',
  4: 'denied, by the platform or by the person at the consent page',
  5: 'network: not reachable, timed out, bad TLS, or an answer nobody can read',
  6: 'a file, the store or the keychain could not be used',
  7: 'a check said no',
  126: 'exec: the program is there but cannot be run',
  127: 'exec: there is no such program',
  129: 'ended because the terminal went away',
  130: 'interrupted with Ctrl-C',
  143: 'ended by SIGTERM',
};
