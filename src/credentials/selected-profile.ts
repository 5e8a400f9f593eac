import type { Host } from '../host.js';
import { type EffectiveProfile, effectiveProfile } from '../profiles/effective.js';
import type { Profile } from '../profiles/profile.js';
import type { Shelf } from '../store/login.js';

/** A profile that was read, with its gaps filled and its shelf in the store. */
export type SelectedProfile = {
  readonly profile: Profile;
  readonly effective: EffectiveProfile;
  readonly shelf: Shelf;
};

/** `baseUrlFlag` is `--base-url`. Reads nothing. */
export function selectProfile(
  host: Pick<Host, 'env'>,
  profile: Profile,
  at: { readonly configDir: string; readonly baseUrlFlag?: string | undefined },
): SelectedProfile {
  return {
    profile,
    effective: effectiveProfile(profile, host.env, at.baseUrlFlag),
    shelf: shelfOf(profile, at.configDir),
  };
}

/** Where the secrets of a profile rest. Reads nothing. */
export function shelfOf(profile: Profile, configDir: string): Shelf {
  const { name, credentialsPath } = profile;
  return {
    configDir,
    profile: name,
    backend: backendOf(profile),
    ...(credentialsPath === undefined ? {} : { credentialsPath }),
  };
}

/**
 * A federated token always rests in the official file: nothing renews it but another exchange. Our key may have been dropped by another writer; then the shape of the profile tells. We take the
 * client id out of a profile whose refresh token is in the keychain, and nobody else does.
 */
function backendOf({ store, type, clientId }: Profile): Shelf['backend'] {
  if (type === 'oidc_federation') return 'file';
  return store ?? (clientId === undefined ? 'split' : 'file');
}
