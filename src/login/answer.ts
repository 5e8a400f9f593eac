import { sha256 } from '../digest.js';
import { printable } from '../printable.js';
import { Secret } from '../secret.js';

/** How the person answered at the consent page (RFC 6749 sections 4.1.2 and 4.1.2.1). */
export type Answer =
  | { readonly kind: 'code'; readonly code: Secret }
  /** Both texts are printable. */
  | { readonly kind: 'refused'; readonly error: string; readonly description?: string };

/** Not an answer to this login; `because` is printable and holds nothing of what was sent. */
export type NoAnswer = { readonly kind: 'no-answer'; readonly because: string };

/** The parameters that mean something; none may come twice (RFC 6749 section 3.1). */
const MEANINGFUL = ['state', 'code', 'error', 'error_description'];

/** Reads the query of a redirect. Without the exact `state` nothing else in it is looked at. */
export function readAnswer(query: URLSearchParams, state: string): Answer | NoAnswer {
  if (!isSame(query.get('state') ?? '', state)) return WRONG_STATE;
  if (MEANINGFUL.some((name) => query.getAll(name).length > 1)) {
    return { kind: 'no-answer', because: 'a parameter came twice' };
  }
  const code = query.get('code');
  const error = query.get('error');
  if (code !== null && error !== null) {
    return { kind: 'no-answer', because: 'it holds both a code and an error' };
  }
  return error === null ? readCode(code ?? '') : readRefused(error, query);
}

export const WRONG_STATE: NoAnswer = {
  kind: 'no-answer',
  because: 'its state is not the one of this login; it may be from another attempt',
};

/** A code as the platform gives them: visible ASCII. */
export function readCode(text: string): Answer | NoAnswer {
  if (text === '') return { kind: 'no-answer', because: 'it holds no code' };
  if (!/^[\x21-\x7e]{1,4096}$/.test(text)) {
    return { kind: 'no-answer', because: 'it holds characters that no code has' };
  }
  return { kind: 'code', code: new Secret(text) };
}

/** Compares digests, so that the time taken says nothing about where the texts differ. */
export function isSame(left: string, right: string): boolean {
  return sha256(left) === sha256(right);
}

function readRefused(error: string, query: URLSearchParams): Answer {
  const description = query.get('error_description');
  return {
    kind: 'refused',
    error: printable(error, 80),
    ...(description !== null && description !== '' && { description: printable(description) }),
  };
}
