import type { JsonObject } from '../json.js';
import { claimText } from './claim.js';
import { ending } from './time.js';

/** Whose identity token it is, for whom and until when, in one line; the token's own words, not verified. */
export function identityTokenText(claims: JsonObject, now: number): string {
  const { sub, exp } = claims;
  const until = typeof exp === 'number' ? ending(exp, now) : 'without an end';
  const audience = audiencesOf(claims).join(', ');
  return `the identity token of ${claimText(String(sub))} for ${claimText(audience)}, ${until}`;
}

/** The same for `--json`. */
export function identityTokenValue(claims: JsonObject) {
  const { iss, sub, exp } = claims;
  return {
    schema_version: 1,
    issuer: iss,
    subject: sub,
    audience: audiencesOf(claims),
    expires_at: exp,
  } as const;
}

function audiencesOf({ aud }: JsonObject): readonly string[] {
  return [aud].flat().filter((one): one is string => typeof one === 'string');
}
