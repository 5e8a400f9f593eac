import { DEFAULT_BASE_URL } from '../../../child/environment.js';
import type { Host } from '../../../host.js';
import type { Secret } from '../../../secret.js';
import type { Variables } from './runner.js';

/** What is handed over: the access token, and where API calls with it go. */
export type Carried = {
  readonly token: Secret;
  readonly baseUrl: string;
  /** Epoch seconds. */
  readonly expiresAt?: number | undefined;
  /** Where a note is left of what was written, for who deletes it afterwards. */
  readonly configDir?: string | undefined;
};

/** As variables for the official SDKs. */
export function variablesOf(host: Pick<Host, 'env'>, carried: Carried): Variables {
  return [['ANTHROPIC_AUTH_TOKEN', carried.token], ...baseUrlVariable(host, carried)];
}

/** The platform's own address goes without saying, but not where a variable leads elsewhere. */
export function baseUrlVariable({ env }: Pick<Host, 'env'>, { baseUrl }: Carried): Variables {
  const isUnsaid = (env.ANTHROPIC_BASE_URL?.trim() ?? '') === '';
  const isDefault = new URL(baseUrl).origin === DEFAULT_BASE_URL;
  return isUnsaid && isDefault ? [] : [['ANTHROPIC_BASE_URL', baseUrl]];
}

/** Says which variables, set here, a later step's programs would use instead of what it is handed. */
export function sayShadows({ env, terminal }: Host, names: readonly string[]): void {
  const set = names.filter((name) => (env[name]?.trim() ?? '') !== '');
  if (set.length === 0) return;
  terminal.say(`ant: warning: set here, and used before what is handed over: ${set.join(', ')}`);
}
