import type { JsonObject } from '../json.js';

/** What `https://api.anthropic.com` expects in `aud` when a rule names no audience of its own. */
export const PLATFORM_AUDIENCE = 'https://api.anthropic.com';

/** How one platform's identity tokens look: enough to mint one that a rule cannot tell from the real. */
export type Template = {
  /** The real platform's issuer, so that a rule tried here can be used there. */
  readonly issuerUrl: string;
  readonly audience: string;
  /** Whether `aud` is a list, as Kubernetes and SPIRE write it. */
  readonly audienceIsList: boolean;
  /** The `sub` of a token nobody asked anything special of. */
  readonly subject: string;
  readonly lifetimeSeconds: number;
  /** What an issuer of this kind has to be registered with for its longest tokens to pass. */
  readonly maxJwtLifetimeSeconds: number;
  /** Whether its tokens carry a `jti`, and so can be exchanged only once. */
  readonly jti: boolean;
  /** The platform's own claims, read off the subject as far as it says. */
  readonly claims: (subject: string) => JsonObject;
};

/** What most platforms have in common. */
export const USUAL = {
  audience: PLATFORM_AUDIENCE,
  audienceIsList: false,
  lifetimeSeconds: 3600,
  maxJwtLifetimeSeconds: 3600,
  jti: true,
};

/** The named groups of `shape` in a subject; empty when the subject has another shape. */
export function partsOf(shape: RegExp, subject: string): Readonly<Record<string, string>> {
  return shape.exec(subject)?.groups ?? {};
}
