import type { JsonObject } from '../json.js';
import { decodeIdentityToken } from '../jwt/decode.js';
import { verifyIdentityToken } from '../jwt/verify.js';
import { evaluateRule } from '../rules/evaluate.js';
import type { Verdict } from '../rules/rule.js';
import { Secret } from '../secret.js';
import type { Attempt, Denial } from './attempt.js';
import { registeredKeys } from './signing-keys.js';

/** Whether the assertion is genuine, current, and satisfies every condition of the rule. */
export async function checkAssertion(
  attempt: Attempt,
): Promise<Denial | { readonly claims: JsonObject }> {
  const { world, request, issuer, rule } = attempt;
  const trust = {
    jwks: registeredKeys(world.state, issuer.issuer_url),
    maxLifetimeSeconds: issuer.max_jwt_lifetime_seconds,
  };
  const checked = await verifyIdentityToken(new Secret(request.assertion), trust, world.now());
  if (!checked.verified) return { reason: checked.reason, detail: checked.message };
  const registered = { issuerUrl: issuer.issuer_url };
  const verdicts = await evaluateRule(rule.match, registered, checked.claims);
  const unmet = verdicts.filter(({ met }) => !met);
  const [first] = unmet;
  if (first === undefined) return { claims: checked.claims };
  return { reason: first.reason, detail: unmet.map(inWords).join('; ') };
}

function inWords({ condition, saw, why }: Verdict): string {
  return `${condition}; saw ${saw === '' ? 'nothing' : saw}${why === undefined ? '' : ` (${why})`}`;
}

/** What an assertion says of itself, for the history: believed by nobody. */
export function peek(assertion: string): JsonObject {
  return decodeIdentityToken(assertion)?.claims ?? {};
}
