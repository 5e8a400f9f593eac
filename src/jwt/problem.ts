/** Why no verifier would accept a token; the sandbox's history uses it as the reason. */
export type ProblemCode =
  | 'empty'
  | 'too_large'
  | 'stray_character'
  | 'encrypted'
  | 'not_a_jwt'
  | 'bad_base64url'
  | 'bad_header'
  | 'bad_payload'
  | 'unsupported_algorithm'
  | 'missing_kid'
  | 'unknown_crit'
  | 'missing_claim'
  | 'bad_claim'
  | 'expired'
  | 'issued_in_future'
  | 'not_yet_valid';

/** One line that goes on from "the identity token from <origin>:", and what to do. Never holds the token. */
export type Problem = {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint?: string;
};
