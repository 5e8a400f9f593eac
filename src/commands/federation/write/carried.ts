import { DEFAULT_BASE_URL } from '../../../child/environment.js';
import type { Secret } from '../../../secret.js';

/** What is handed over: the access token, and where API calls with it go. */
export type Carried = {
  readonly token: Secret;
  readonly baseUrl: string;
  /** Epoch seconds. */
  readonly expiresAt?: number | undefined;
  /** Where a note is left of what was written, for who deletes it afterwards. */
  readonly configDir?: string | undefined;
};

/** As variables for the official SDKs, with the token in clear. The platform's own address goes without saying. */
export function variablesOf({ token, baseUrl }: Carried): readonly (readonly [string, string])[] {
  return [
    ['ANTHROPIC_AUTH_TOKEN', token.reveal()],
    ...(new URL(baseUrl).origin === DEFAULT_BASE_URL
      ? []
      : [['ANTHROPIC_BASE_URL', baseUrl] as const]),
  ];
}
