import { AntError } from '../errors.js';
import type { Env } from '../host.js';
import { readString } from '../json.js';
import { decodeIdentityToken } from '../jwt/decode.js';
import { printable } from '../printable.js';
import { Secret } from '../secret.js';
import { looksLikeJwt } from './answer.js';

/** Whom the Claude Platform's guides let an identity token be for. */
export const PLATFORM_AUDIENCE = 'https://api.anthropic.com';

/** An identity token that a platform made before anybody said whom it is for. */
export type GivenToken = {
  /** The variable it is in, or other words for it. */
  readonly name: string;
  readonly token: Secret;
  readonly issuer: string | undefined;
  readonly audiences: readonly string[];
};

/** Looks into it without trusting it. What cannot be read has no issuer and no audience. */
export function givenToken(name: string, token: Secret): GivenToken {
  const claims = decodeIdentityToken(token.reveal())?.claims ?? {};
  const audiences = [claims.aud].flat().filter((aud) => typeof aud === 'string');
  return { name, token, issuer: readString(claims, 'iss'), audiences };
}

/** Those of the variables that hold a JWT, in that order. */
export function givenIn(env: Env, names: readonly string[]): readonly GivenToken[] {
  return names.flatMap((name) => {
    const text = textOf(env, name) ?? '';
    return looksLikeJwt(text) ? [givenToken(name, new Secret(text))] : [];
  });
}

/** Why a variable holds no identity token. */
export function whyNone(env: Env, name: string): string {
  const shown = printable(name, 60);
  const text = textOf(env, name);
  if (text === undefined) return `${shown} is not set`;
  return `${shown} ${text === '' ? 'is empty' : 'does not hold a JWT'}`;
}

/** A variable's trimmed value. Its name may be anybody's, such as `constructor`, which every object has. */
export function textOf(env: Env, name: string): string | undefined {
  return Object.hasOwn(env, name) ? env[name]?.trim() : undefined;
}

/** The first that is for that audience. Else an `AntError('identity-token')` that names whom they are for. */
export function tokenFor(
  audience: string,
  given: readonly GivenToken[],
  { title, hint }: { readonly title: string; readonly hint: string },
): Secret {
  const fit = given.find(({ audiences }) => audiences.includes(audience));
  if (fit !== undefined) return fit.token;
  const those = given.map(({ name, audiences }) => {
    const whom = audiences.map((aud) => `"${printable(aud, 120)}"`).join(' and ');
    return `${printable(name, 60)} is for ${whom === '' ? 'nobody' : whom}`;
  });
  throw new AntError(
    'identity-token',
    `${title}: no identity token for "${printable(audience, 120)}": ${those.join(', ')}`,
    { hint },
  );
}

/** What to do where whom a token is for cannot be chosen. */
export function ruleAudience([given]: readonly GivenToken[]): string {
  const fixed = printable(given?.audiences[0] ?? '', 120);
  return `set the audience of the federation rule to exactly ${fixed} and ask for that: --audience ${fixed}`;
}
