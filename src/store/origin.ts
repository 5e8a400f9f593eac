import { AntError } from '../errors.js';
import { printable } from '../printable.js';
import type { Login, Renewal } from './login.js';

/** Where a login belongs that does not say where it was issued, as other tools write it. */
const PLATFORM = 'https://api.anthropic.com';

/** What a login says of where it may go. */
type Bound = Pick<Login, 'origin' | 'trusted'>;

/**
 * The one rule for where an access token may go: to the origin that issued it, and to those that the
 * person trusts with it. Neither a profile, which may be somebody else's commit, nor a variable nor a flag
 * has a say. `to` is an origin as `URL` spells it.
 */
export function mayGo({ origin = PLATFORM, trusted = [] }: Bound, to: string): boolean {
  return to === origin || trusted.includes(to);
}

/** The same as an `AntError('no-credential')` that names both origins. */
export function requireTrusted(
  login: Bound,
  { to, profile }: { readonly to: string; readonly profile: string },
): void {
  if (mayGo(login, to)) return;
  const { origin: belongs = PLATFORM } = login;
  throw elsewhere({ what: 'access token', belongs, to, hint: trustHint(to, profile) });
}

/** The only origin that a refresh token may be sent to. `wanted` is the one that the profile uses. */
export function boundTo(
  { origin, trusted = [] }: Pick<Renewal, 'origin' | 'trusted'>,
  wanted: string,
): string {
  return origin ?? (trusted.includes(wanted) ? wanted : PLATFORM);
}

/** What to do when an address was refused that may be right. */
export function trustHint(to: string, profile: string): string {
  return `check the base URL (--base-url, ANTHROPIC_BASE_URL, the profile); if it is right: ant auth trust ${printable(to)} --profile ${profile}`;
}

type Elsewhere = {
  readonly what: string;
  readonly belongs: string;
  readonly to: string;
  readonly hint: string;
};

/** The refusal to send one of a login's tokens to another origin; it names both. */
export function elsewhere({ what, belongs, to, hint }: Elsewhere): AntError {
  const message = `this login belongs to ${printable(belongs)}, and its ${what} is not sent to ${printable(to)}`;
  return new AntError('no-credential', message, { hint });
}
