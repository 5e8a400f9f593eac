import type { Search } from '../../credentials/find-candidates.js';
import type { Decision } from '../../credentials/precedence.js';
import { AntError } from '../../errors.js';
import type { GlobalInput } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { configDirectory } from '../../profiles/config-dir.js';

/** What bears on the search, as typed. */
export function searchOf(
  host: Host,
  input: GlobalInput & { readonly 'ignore-env'?: true },
): Search {
  return {
    configDir: configDirectory(host, input['config-dir']),
    profileFlag: input.profile,
    baseUrlFlag: input['base-url'],
    ignoreEnv: input['ignore-env'],
  };
}

/** `--profile` was typed just now: losing to a forgotten variable in silence would be the wrong answer. */
export function refuseShadowedFlag({ winner }: Decision, { profileFlag }: Search): void {
  if (profileFlag === undefined || winner === undefined) return;
  if (winner.tier !== 'api-key' && winner.tier !== 'auth-token') return;
  throw new AntError('usage', `${winner.origin} is set and wins over --profile ${profileFlag}`, {
    hint: `unset ${winner.origin}, or add --ignore-env to use the profile`,
  });
}
