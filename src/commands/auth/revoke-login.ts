import type { SelectedProfile } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import { parseBaseUrl } from '../../protocol/base-url.js';
import { userAgent } from '../../protocol/headers.js';
import {
  metadataRequest,
  type Revocation,
  readRevocation,
  readRevocationEndpoint,
  revocationRequest,
} from '../../protocol/revoke.js';
import type { Login, Renewal } from '../../store/login.js';
import { boundTo } from '../../store/origin.js';

type Machine = Pick<Host, 'http' | 'version'>;

/** A login on its way out. */
export type Leaving = {
  readonly selected: SelectedProfile;
  /** Absent where another tool has deleted the access token alone. */
  readonly login: Login | undefined;
  readonly renewal: Renewal | undefined;
  /** The only origin that it is sent to: the one that issued it. */
  readonly origin: string;
};

/** What became of it at the platform. Only `revoked` says that copies of it are dead. */
export type RevocationOutcome =
  | { readonly state: 'revoked' | 'not-offered' | 'not-asked' }
  | { readonly state: 'failed'; readonly error: AntError };

/** Where a login goes to be revoked, whatever a profile, a variable or a flag says. */
export function leavingFrom({ login, renewal }: Pick<Leaving, 'login' | 'renewal'>): string {
  return boundTo({ origin: renewal?.origin ?? login?.origin }, '');
}

/** A federated token cannot be revoked by itself: its rule or issuer is archived instead. */
export function isRevocable({ selected }: Leaving): boolean {
  return selected.profile.type !== 'oidc_federation';
}

/** Asks the platform to revoke a login, if it offers that. Only an interruption is thrown. */
export async function revokeLogin(host: Machine, leaving: Leaving): Promise<RevocationOutcome> {
  if (!isRevocable(leaving)) return { state: 'not-offered' };
  try {
    return await revokeAt(host, leaving);
  } catch (error) {
    if (!(error instanceof AntError) || error.code === 'interrupted') throw error;
    return { state: 'failed', error };
  }
}

async function revokeAt(host: Machine, leaving: Leaving): Promise<RevocationOutcome> {
  const { login, renewal, origin, selected } = leaving;
  const agent = userAgent(host.version);
  parseBaseUrl(origin, 'the origin of the login');
  const endpoint = readRevocationEndpoint(await host.http(metadataRequest(origin, agent)), origin);
  if (endpoint === undefined) return { state: 'not-offered' };
  const common = {
    endpoint,
    clientId: renewal?.clientId ?? selected.profile.clientId,
    userAgent: agent,
  };
  const tokens: readonly Revocation[] = [
    ...(renewal
      ? [{ ...common, token: renewal.refreshToken, kind: 'refresh_token' } as const]
      : []),
    ...(login ? [{ ...common, token: login.accessToken, kind: 'access_token' } as const] : []),
  ];
  for (const asked of tokens) readRevocation(await host.http(revocationRequest(asked)), asked);
  return { state: 'revoked' };
}
