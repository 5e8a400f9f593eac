import type { Candidate } from '../credentials/candidate.js';
import type { Search } from '../credentials/find-candidates.js';
import type { Wanted } from '../credentials/usable-token.js';
import { winnerToken } from '../credentials/winner-token.js';
import type { Host } from '../host.js';
import type { Verified } from '../output/verified.js';
import { originOf, parseBaseUrl } from '../protocol/base-url.js';
import { userAgent } from '../protocol/headers.js';
import { modelsRequest, type Recognised, readModelsResponse } from '../protocol/models.js';
import type { Login } from '../store/login.js';
import { requireTrusted } from '../store/origin.js';
import { factsOf, noted } from './log/noted.js';

/**
 * Asks the platform whom it takes the winner for, and compares. Renews or exchanges first when the
 * winner needs it, as any use of it would; a login that is refused before its time is renewed and tried
 * once more. Refused: `AntError('denied')`; not reachable: `'network'`.
 */
export async function verify(host: Host, winner: Candidate, search: Search): Promise<Verified> {
  const baseUrl = parseBaseUrl(winner.identity?.baseUrl ?? '', 'the base URL');
  const first = await ask(host, { winner, baseUrl, login: await tokenOf(host, winner, search) });
  const again = first.response.status === 401 && winner.identity?.renewal === 'refresh';
  const { response, call } = again
    ? await ask(host, {
        winner,
        baseUrl,
        login: await tokenOf(host, winner, { ...search, force: true }),
      })
    : first;
  const recognised = readModelsResponse(response, call);
  return {
    host: baseUrl.host,
    recognised,
    ...comparison(winner, recognised),
  };
}

/** What is known on both sides, and of that what differs. */
function comparison(
  { identity }: Candidate,
  { organizationId, workspaceId }: Recognised,
): Pick<Verified, 'compared' | 'differences'> {
  // `default` is a name for a workspace, not its id.
  const workspace = identity?.workspace?.id === 'default' ? undefined : identity?.workspace?.id;
  const pairs = [
    ['organization', identity?.organization?.id, organizationId],
    ['workspace', workspace, workspaceId],
  ] as const;
  const known = pairs.flatMap(([what, believed, answered]) =>
    believed === undefined || answered === undefined ? [] : [{ what, believed, answered }],
  );
  return {
    compared: known.map(({ what }) => what),
    differences: known.filter(({ believed, answered }) => believed !== answered),
  };
}

async function tokenOf(host: Host, winner: Candidate, search: Search & Wanted): Promise<Login> {
  const { profile, renewal } = winner.identity ?? {};
  // A key or token in a variable is not ours to keep a record of.
  const isOurs = profile !== undefined || renewal === 'exchange';
  const configDir = isOurs ? search.configDir : undefined;
  const about = { event: 'verify', configDir, profile, facts: factsOf } as const;
  return (await noted(host, about, () => winnerToken(host, winner, search))).login;
}

type Question = {
  readonly winner: Candidate;
  readonly baseUrl: URL;
  readonly login: Login;
};

async function ask(host: Host, { winner, baseUrl, login }: Question) {
  const { profile, workspace, kind } = winner.identity ?? {};
  // A key in a variable comes without an origin of its own: whoever set it set the base URL, too.
  if (profile !== undefined) requireTrusted(login, { to: originOf(baseUrl), profile });
  const call = {
    baseUrl,
    credential: login.accessToken,
    kind: winner.tier === 'api-key' ? 'api-key' : 'access-token',
    userAgent: userAgent(host.version),
    ...(kind === 'login' && workspace && { workspaceId: workspace.id }),
  } as const;
  return { call, response: await host.http(modelsRequest(call)) };
}
