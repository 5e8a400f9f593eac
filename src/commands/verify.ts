import type { Candidate } from '../credentials/candidate.js';
import type { Search } from '../credentials/find-candidates.js';
import { winnerToken } from '../credentials/winner-token.js';
import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import type { Verified } from '../output/verified.js';
import { printable } from '../printable.js';
import { originOf, parseBaseUrl } from '../protocol/base-url.js';
import { userAgent } from '../protocol/headers.js';
import { modelsRequest, readModelsResponse } from '../protocol/models.js';
import type { Login } from '../store/login.js';

/**
 * Asks the platform whom it takes the winner for, and compares. Renews or exchanges first when the
 * winner needs it, as any use of it would. Refused: `AntError('denied')`; not reachable: `'network'`.
 */
export async function verify(host: Host, winner: Candidate, search: Search): Promise<Verified> {
  const { login } = await winnerToken(host, winner, search);
  const baseUrl = parseBaseUrl(winner.identity?.baseUrl ?? '', 'the base URL');
  refuseElsewhere(login, baseUrl);
  const workspace = winner.identity?.workspace?.id;
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

/** A token goes only where it was minted, whatever a variable says. */
function refuseElsewhere({ origin }: Login, baseUrl: URL): void {
  if (origin === undefined || origin === originOf(baseUrl)) return;
  throw new AntError(
    'no-credential',
    `this login belongs to ${printable(origin)}, and its token is not sent to ${originOf(baseUrl)}`,
    { hint: 'unset ANTHROPIC_BASE_URL, or sign in there under another name' },
  );
}

function difference(
  what: string,
  believed: string | undefined,
  answered: string | undefined,
): Verified['differences'] {
  if (believed === undefined || answered === undefined || believed === answered) return [];
  return [{ what, believed, answered }];
}
