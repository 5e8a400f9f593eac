import { requireProfile } from '../profiles/files.js';
import { Secret } from '../secret.js';
import type { Candidate } from './candidate.js';
import { federatedToken } from './federated-token.js';
import {
  identityTokenFromEnvironment,
  inputsFromEnvironment,
  variable,
} from './federation-plan.js';
import type { Search } from './find-candidates.js';
import { profileToken } from './profile-token.js';
import { selectProfile } from './selected-profile.js';
import type { TokenMachine, UsableToken, Wanted } from './usable-token.js';

/** The credential the winner of a decision stands for, ready to be sent: renewed or exchanged if need be. */
export async function winnerToken(
  host: TokenMachine,
  winner: Candidate,
  search: Search & Wanted,
): Promise<UsableToken> {
  if (winner.tier === 'api-key' || winner.tier === 'auth-token') {
    const value = variable(host.env, winner.origin)?.value ?? '';
    return { login: { accessToken: new Secret(value) }, how: 'cached' };
  }
  if (winner.tier === 'federation-env') return environmentToken(host, winner, search);
  const { configDir = '', baseUrlFlag, force = false } = search;
  const profile = await requireProfile(host, configDir, winner.identity?.profile ?? '');
  return profileToken(host, selectProfile(host, profile, { configDir, baseUrlFlag }), { force });
}

function environmentToken(
  host: TokenMachine,
  winner: Candidate,
  { configDir }: Search,
): Promise<UsableToken> {
  return federatedToken(
    host,
    {
      baseUrl: { value: winner.identity?.baseUrl ?? '', origin: 'ANTHROPIC_BASE_URL' },
      inputs: inputsFromEnvironment(host.env),
      identityToken: identityTokenFromEnvironment(host.env) ?? {
        kind: 'variable',
        name: 'ANTHROPIC_IDENTITY_TOKEN',
      },
      configDir,
    },
    {},
  );
}
