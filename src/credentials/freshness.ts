/** An access token with this many seconds left or fewer is renewed before anyone is handed it. */
export const RENEW_AT_SECONDS = 120;

/** The official SDKs refuse a token with this many seconds left or fewer. */
export const UNUSABLE_AT_SECONDS = 30;

/**
 * Whether a token may be handed out as it is: it outlives `now` by more than `minTtl` seconds.
 * Both times are epoch seconds; no `expiresAt` means that the token never expires.
 */
export function isFresh(
  expiresAt: number | undefined,
  now: number,
  minTtl = RENEW_AT_SECONDS,
): boolean {
  return expiresAt === undefined || expiresAt - now > minTtl;
}
