import type { Candidate } from '../credentials/candidate.js';
import type { Search } from '../credentials/find-candidates.js';
import { winnerToken } from '../credentials/winner-token.js';
import type { Host } from '../host.js';
import type { Verified } from '../output/verified.js';
import { originOf, parseBaseUrl } from '../protocol/base-url.js';
import { userAgent } from '../protocol/headers.js';
import { modelsRequest, readModelsResponse } from '../protocol/models.js';
import { requireTrusted } from '../store/origin.js';

/**
 * Asks the platform whom it takes the winner for, and compares. Renews or exchanges first when the
 * winner needs it, as any use of it would. Refused: `AntError('denied')`; not reachable: `'network'`.
 */
export async function verify(host: Host, winner: Candidate, search: Search): Promise<Verified> {
  const { login } = await winnerToken(host, winner, search);
  const baseUrl = parseBaseUrl(winner.identity?.baseUrl ?? '', 'the base URL');
  const { profile, workspace: itsWorkspace } = winner.identity ?? {};
  // A key in a variable comes without an origin of its own: whoever set it set the base URL, too.
  if (profile !== undefined) requireTrusted(login, { to: originOf(baseUrl), profile });
  const workspace = itsWorkspace?.id;
  const call = {
    baseUrl,
    credential: login.accessToken,
    kind: winner.tier === 'api-key' ? 'api-key' : 'access-token',
    userAgent: userAgent(host.version),
    ...(winner.identity?.kind === 'login' && workspace && { workspaceId: workspace }),
  } as const;
  const recognised = readModelsResponse(await host.http(modelsRequest(call)), call);
  return {
    host: baseUrl.host,
    recognised,
    differences: [
      ...difference('organization', winner.identity?.organization?.id, recognised.organizationId),
      // `default` is a name for a workspace, not its id.
      ...(workspace === 'default'
        ? []
        : difference('workspace', workspace, recognised.workspaceId)),
    ],
  };
}

function difference(
  what: string,
  believed: string | undefined,
  answered: string | undefined,
): Verified['differences'] {
  if (believed === undefined || answered === undefined || believed === answered) return [];
  return [{ what, believed, answered }];
}
