import { sha256 } from '../digest.js';
import { readString } from '../json.js';
import type { Denial, VerifiedAttempt } from './attempt.js';

/** Where the use of this assertion is noted; `undefined` when it may be used again. */
export function assertionKey({ issuer, claims }: VerifiedAttempt): string | undefined {
  const jti = readString(claims, 'jti');
  return jti === undefined || !issuer.check_jti ? undefined : sha256(`${issuer.id} ${jti}`);
}

/** A `jti` is exchanged once per issuer. */
export function checkSingleUse(attempt: VerifiedAttempt): Denial | undefined {
  const key = assertionKey(attempt);
  if (key === undefined || attempt.world.state.assertions[key] === undefined) return undefined;
  return { reason: 'jti_reused', detail: 'this identity token was exchanged before' };
}
