import type { Broken, ChosenProfile } from './chosen-profile.js';
import type { CredentialsFact } from './facts.js';
import type { Outcome } from './outcome.js';
import { isFresh, openFault } from './predict-credentials.js';
import { exchange, sendsToken, TOKEN_FILE, TOKEN_VALUE, tokenFault } from './predict-exchange.js';
import { profileField } from './profile-field.js';
import { isThere, type Look, textOf } from './read-variable.js';

const FIELDS = ['federation_rule_id', 'organization_id'] as const;

/** What follows from a profile of the type `oidc_federation`. */
export function useFederationProfile(look: Look, chosen: ChosenProfile): Outcome | Broken {
  const { config, directory, name, source } = chosen;
  const missing = missingField(look, chosen);
  if (missing !== undefined) return missing;
  const cache = readCache(look, directory.profiles[name]?.credentials);
  if (typeof cache !== 'string') return cache;
  if (cache === 'fresh') {
    return sendsToken(look, source, `profile "${name}" has an access token of an earlier exchange`);
  }
  const path = config.identityToken?.path;
  const broken = tokenFault(look, path);
  if (broken !== undefined) return broken;
  const senseless = FIELDS.find((field) => {
    const value = profileField(look, config, field) ?? '';
    return value === '' || value !== value.trim();
  });
  const file = path ?? textOf(look, TOKEN_FILE);
  return exchange(look, {
    source,
    file,
    senseless,
    because: `profile "${name}" is for federation`,
  });
}

function missingField(look: Look, { config }: ChosenProfile): Broken | undefined {
  const token = tokenMissing(look, config.identityToken);
  if (token !== undefined) return { fault: 'incomplete', because: token };
  const missing = FIELDS.find((field) => profileField(look, config, field) === undefined);
  return missing && { fault: 'incomplete', because: `it has no ${missing}` };
}

function tokenMissing(
  look: Look,
  named: ChosenProfile['config']['identityToken'],
): string | undefined {
  const { valueForProfile, emptyPath } = look.behaviour.federation;
  if (named !== undefined) {
    const path = emptyPath === 'used' ? named.path !== undefined : Boolean(named.path);
    return named.source === 'file' && path ? undefined : 'its identity_token names no file';
  }
  const value = valueForProfile && isThere(look, TOKEN_VALUE);
  const fills = look.behaviour.profile.fills !== 'nothing';
  const filled = value || textOf(look, TOKEN_FILE) !== undefined;
  return fills && filled ? undefined : 'it has no identity token';
}

/** What the token of an earlier exchange is good for. */
function readCache(
  { facts, behaviour }: Look,
  cached: CredentialsFact = { state: 'absent' },
): 'fresh' | 'useless' | Broken {
  const { openCache, brokenCache, cacheBelow } = behaviour.federation;
  if (cached.state === 'absent') return 'useless';
  if (cached.state !== 'found') {
    const broken = { fault: 'bad-credentials', because: cached.because } as const;
    return brokenCache === 'fault' ? broken : 'useless';
  }
  const open = openFault(behaviour, cached);
  if (open !== undefined) return openCache === 'exchanged' ? 'useless' : open;
  const until = facts.now + (cacheBelow ?? behaviour.profile.renewBelow);
  return cached.accessToken && isFresh(cached.expiresAt, until) ? 'fresh' : 'useless';
}
