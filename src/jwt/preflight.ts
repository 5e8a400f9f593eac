import type { Secret } from '../secret.js';
import { readForm } from './form.js';
import type { Problem } from './problem.js';
import { claimProblems } from './times.js';

/**
 * What would make the platform refuse this identity token under any rule, found without sending it:
 * its form, its header, and the claims every token needs at `now` (epoch seconds). Empty when nothing
 * is wrong. The token is judged as it would be sent, so trim it first. Never throws.
 */
export function preflight(token: Secret, now: number): readonly Problem[] {
  const form = readForm(token.reveal());
  return 'token' in form ? claimProblems(form.token.claims, now) : form.problems;
}
