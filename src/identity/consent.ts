import { AntError } from '../errors.js';
import type { Env } from '../host.js';
import type { SourceSettings } from './source.js';

/** The variable, set to 1, with which a person allows it. */
export const ALLOWED = 'ANT_ALLOW_PROFILE_SOURCE';

/**
 * Stops a profile from doing what only a person may ask for: `what`, as in "names a command to run". A profile may
 * have come with somebody else's repository; who types `--source` has said what is wanted.
 */
export function requireConsent(env: Env, from: string, what: string): void {
  if (from === '--source' || env[ALLOWED] === '1') return;
  throw new AntError('identity-token', `${from} ${what}, which is not allowed`, {
    hint: `if you trust who wrote it: ${ALLOWED}=1, or type --source and the settings yourself`,
  });
}

/** What a profile with this source will be stopped from doing here, as in "names a command to run". */
export function unconsented(
  env: Env,
  { source, settings }: { readonly source: string; readonly settings: SourceSettings },
): string | undefined {
  if (env[ALLOWED] === '1') return undefined;
  if (source === 'command') return 'names a command to run';
  const { client_secret_file: file, client_secret_env: variable } = settings;
  return (file ?? variable) === undefined ? undefined : 'names a secret to send';
}
