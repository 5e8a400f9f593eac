import type { Behaviour } from './behaviour.js';
import type { Broken, ChosenProfile } from './chosen-profile.js';
import type { CredentialsFact } from './facts.js';
import type { Look } from './read-variable.js';

export type FoundCredentials = Extract<CredentialsFact, { readonly state: 'found' }>;

/** A login's credentials as far as this client takes them. */
export function readCredentials(
  { behaviour }: Look,
  { name, directory }: ChosenProfile,
): FoundCredentials | Broken {
  const credentials = directory.profiles[name]?.credentials ?? { state: 'absent' };
  if (credentials.state === 'absent') {
    return { fault: 'logged-out', because: `nobody is signed in as "${name}"` };
  }
  if (credentials.state !== 'found') return bad(credentials.because);
  return openFault(behaviour, credentials) ?? contentFault(behaviour, credentials) ?? credentials;
}

/** A file that this client finds too open. */
export function openFault(
  { profile }: Behaviour,
  { open, mode, link }: FoundCredentials,
): Broken | undefined {
  if (link && profile.link === 'fault') {
    return { fault: 'open-credentials', because: 'the credentials file is a link' };
  }
  if (profile.openFile === 'used') return undefined;
  const refused = mode === undefined ? open : (mode & (profile.openBits ?? 0o066)) !== 0;
  if (!refused) return undefined;
  return { fault: 'open-credentials', because: 'others may read or write the credentials file' };
}

function contentFault(
  { profile }: Behaviour,
  { type, accessToken, emptyToken }: FoundCredentials,
): Broken | undefined {
  if (type !== undefined && profile.credentialTypes?.includes(type) === false) {
    return bad(`the credentials are of type "${type}"`);
  }
  if (accessToken || (emptyToken && profile.emptyToken === 'sent')) return undefined;
  return bad('the credentials file holds no access token');
}

const bad = (because: string): Broken => ({ fault: 'bad-credentials', because });

/** When a token ends, as this client reads it. */
export function endOf(
  { profile }: Behaviour,
  { expiresAt, expiresAtText }: FoundCredentials,
): FoundCredentials['expiresAt'] {
  return profile.readsTextExpiry ? (expiresAtText ?? expiresAt) : expiresAt;
}

/** A token without an end is always fresh; one with an odd end never. */
export function isFresh(expiresAt: FoundCredentials['expiresAt'], until: number): boolean {
  return expiresAt === undefined || (expiresAt !== 'odd' && expiresAt > until);
}
