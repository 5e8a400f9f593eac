import { sha256 } from '../digest.js';
import type { HttpResponse } from '../host.js';
import { type JsonObject, readString } from '../json.js';
import { checkAssertion, peek } from './assertion.js';
import type { Attempt, Denial, VerifiedAttempt } from './attempt.js';
import { readExchangeRequest } from './exchange-request.js';
import { json, refuse } from './reply.js';
import type { Workspace } from './seed.js';
import { assertionKey, checkSingleUse } from './single-use.js';
import { checkStanding } from './standing.js';
import { chooseWorkspace } from './workspace-choice.js';
import { type Call, randomText, type World } from './world.js';

/** RFC 7523 as the platform serves it: 400 for a malformed field, one opaque 401 for every other no. */
export async function exchangeAssertion(
  world: World,
  call: Call,
  fields: JsonObject,
): Promise<HttpResponse> {
  const attempt = findAttempt(world, fields);
  if (attempt === undefined) throw denied();
  const checked = checkStanding(attempt) ?? (await checkAssertion(attempt));
  // From here on nothing waits, so two copies of one assertion cannot both pass for unused.
  const verdict = 'reason' in checked ? checked : settle({ ...attempt, claims: checked.claims });
  if ('reason' in verdict) {
    record(attempt, call, { denial: verdict });
    throw denied();
  }
  const { workspace } = verdict;
  record(attempt, call, workspace === 'none' ? {} : { workspace });
  return grant(verdict);
}

const denied = () => refuse('authentication_error', 'Authentication failed');

/** An id that this organization does not have leaves no trace in its history. */
function findAttempt(world: World, fields: JsonObject): Attempt | undefined {
  const request = readExchangeRequest(fields);
  const organization = world.seed.organizations.find(({ uuid }) => uuid === request.organizationId);
  const rule = organization?.federation_rules.find(({ id }) => id === request.ruleId);
  const issuer = organization?.federation_issuers.find(({ id }) => id === rule?.issuer_id);
  const serviceAccount = organization?.service_accounts.find(
    ({ id }) => id === rule?.target.service_account_id,
  );
  if (!organization || !rule || !issuer || !serviceAccount) return undefined;
  return { world, request, organization, rule, issuer, serviceAccount };
}

type Approval = VerifiedAttempt & { readonly workspace: Workspace | 'none' };

/** What is left to ask once the token is known to be genuine and to match. */
function settle(attempt: VerifiedAttempt): Approval | Denial {
  const used = checkSingleUse(attempt);
  if (used !== undefined) return used;
  const workspace = chooseWorkspace(attempt);
  if (workspace !== 'none' && 'reason' in workspace) return workspace;
  return { ...attempt, workspace };
}

/** The token lives as long as the rule says, but at most twice what the assertion has left. */
export function tokenLifetime(ruleSeconds: number, remainingSeconds: number): number {
  return Math.max(60, Math.min(ruleSeconds, 2 * remainingSeconds));
}

function grant(approval: Approval): HttpResponse {
  const { world, organization, rule, claims, workspace } = approval;
  const now = world.now();
  const expiresAt = Number(claims.exp);
  const expires_in = tokenLifetime(rule.token_lifetime_seconds, Math.floor(expiresAt - now));
  const access_token = `sk-ant-oat01-sandbox-${randomText(world, 32)}`;
  world.state.accessTokens[sha256(access_token)] = {
    organizationId: organization.uuid,
    ...(workspace !== 'none' && { workspaceId: workspace.id }),
    scope: rule.oauth_scope,
    expiresAt: now + expires_in,
  };
  const key = assertionKey(approval);
  if (key !== undefined) world.state.assertions[key] = expiresAt;
  return json(200, { access_token, token_type: 'Bearer', expires_in, scope: rule.oauth_scope });
}

type Outcome = { readonly denial?: Denial; readonly workspace?: Workspace };

function record(attempt: Attempt, { requestId }: Call, { denial, workspace }: Outcome): void {
  const { world, request, organization, rule } = attempt;
  const claims = peek(request.assertion);
  world.state.history.push({
    type: 'platform_federated_authentication',
    time: world.now(),
    outcome: denial === undefined ? 'granted' : 'denied',
    reason: denial?.reason ?? null,
    detail: denial?.detail ?? `every condition of ${rule.name} was met`,
    request_id: requestId,
    organization_id: organization.uuid,
    federation_rule_id: rule.id,
    workspace_id: workspace?.id ?? request.workspaceId ?? null,
    issuer: readString(claims, 'iss') ?? null,
    subject: readString(claims, 'sub') ?? null,
  });
}
