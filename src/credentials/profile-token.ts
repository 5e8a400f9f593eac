import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { originOf, parseBaseUrl } from '../protocol/base-url.js';
import { type FederationPlan, federatedToken } from './federated-token.js';
import {
  identityTokenFromProfile,
  inputsFromProfile,
  NO_IDENTITY_TOKEN,
} from './federation-plan.js';
import type { SelectedProfile } from './selected-profile.js';
import type { TokenMachine, UsableToken, Wanted } from './usable-token.js';
import { userToken } from './user-token.js';

/** The one path to a profile's access token: cached and fresh, or renewed, stored and then returned. */
export async function profileToken(
  host: TokenMachine,
  selected: SelectedProfile,
  wanted: Wanted,
): Promise<UsableToken> {
  if (selected.profile.type === 'user_oauth') return userToken(host, selected, wanted);
  const plan = profilePlan(host, selected);
  const token = await federatedToken(host, plan, wanted);
  // A cached one too: what it is cached under holds the address that minted it.
  const origin = originOf(parseBaseUrl(plan.baseUrl.value, plan.baseUrl.origin));
  return { ...token, login: { ...token.login, origin } };
}

/** What a federation profile's exchange needs; an `AntError('no-credential')` without an identity token. */
export function profilePlan(host: Pick<Host, 'env'>, selected: SelectedProfile): FederationPlan {
  const { profile, effective, shelf } = selected;
  const identityToken = identityTokenFromProfile(selected, host.env);
  if (identityToken === undefined) {
    throw new AntError('no-credential', `profile "${profile.name}": ${NO_IDENTITY_TOKEN}`, {
      hint: `run: ant profile set identity_token_file PATH --profile ${profile.name}`,
    });
  }
  const { value, origin } = effective.tokenBaseUrl;
  return {
    baseUrl: { value, origin: origin === 'profile' ? `profile "${profile.name}"` : origin },
    inputs: inputsFromProfile(selected),
    identityToken,
    shelf,
  };
}
