import type { HttpResponse } from '../host.js';
import { workspaceOf } from './act-in-workspace.js';
import { authenticate, type Caller } from './authenticate.js';
import { answerMessage } from './messages.js';
import { json, Refusal, refuse } from './reply.js';
import type { Call, World } from './world.js';

const MODEL_SCOPES = [
  'user:inference',
  'user:developer',
  'workspace:developer',
  'workspace:inference',
];

const MODELS = ['claude-sandbox-large', 'claude-sandbox-small'].map((id) => ({
  type: 'model',
  id,
  display_name: `${id} (answers nothing by itself)`,
  created_at: '2026-11-22T00:00:00Z',
}));

/** GET `/v1/models`, the cheapest call that names the caller's organization and workspace. */
export function listModels(world: World, call: Call): HttpResponse {
  return inWorkspace(world, call, () => modelsPage(call));
}

function modelsPage(call: Call): HttpResponse {
  const limit = Number(call.url.searchParams.get('limit') ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw refuse('invalid_request_error', 'limit: must be from 1 to 1000');
  }
  const data = MODELS.slice(0, limit);
  const page = {
    data,
    has_more: data.length < MODELS.length,
    first_id: data.at(0)?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
  return json(200, page);
}

/** POST `/v1/messages`. */
export function createMessage(world: World, call: Call): HttpResponse {
  return inWorkspace(world, call, () => answerMessage(call.request.body ?? '', call.requestId));
}

/** GET `/v1/organizations/me`, for those who administer or are bound to no workspace. */
export function showOrganization(world: World, call: Call): HttpResponse {
  requireVersion(call);
  return inOrganization(world, call, ({ kind, workspaceId, scopes, organization }) => {
    const personalKey = kind === 'api-key' && workspaceId === undefined;
    if (!personalKey && !scopes.includes('org:admin')) {
      throw refuse('permission_error', 'this credential may not use the Admin API');
    }
    const { uuid: id, name } = organization;
    return json(200, { id, name, type: 'organization' });
  });
}

/** GET `/api/oauth/profile`. Not documented by the platform; Claude Code reads it. */
export function showProfile(world: World, call: Call): HttpResponse {
  return inOrganization(world, call, (caller) => profileOf(world, caller));
}

function profileOf(world: World, caller: Caller): HttpResponse {
  if (!caller.scopes.includes('user:profile')) {
    const message = 'OAuth token does not meet scope requirement: user:profile';
    throw refuse('permission_error', message);
  }
  const { uuid, full_name, email_address: email } = world.seed.user;
  const account = {
    uuid,
    full_name,
    display_name: full_name,
    email,
    has_claude_max: false,
    has_claude_pro: false,
    created_at: '2026-11-22T00:00:00Z',
  };
  const organization = {
    uuid: caller.organization.uuid,
    name: caller.organization.name,
    organization_type: 'sandbox',
    rate_limit_tier: 'sandbox',
    subscription_status: 'active',
  };
  const application = { uuid: '41077d10-94b8-4194-be48-d251e9eb21b4', slug: 'ant' };
  return json(200, { account, organization, application });
}

/** For a call that acts in a workspace. The answer, a refusal too, names it and the organization. */
function inWorkspace(world: World, call: Call, answer: () => HttpResponse): HttpResponse {
  requireVersion(call);
  return inOrganization(world, call, (caller) => {
    if (caller.kind !== 'api-key' && !caller.scopes.some((scope) => MODEL_SCOPES.includes(scope))) {
      throw refuse('permission_error', 'the scope of this token does not allow this endpoint');
    }
    return withHeaders({ 'anthropic-workspace-id': workspaceOf(caller, call) }, answer);
  });
}

/** Once the credential is known to be good, the answer, a refusal too, names its organization. */
function inOrganization(
  world: World,
  call: Call,
  answer: (caller: Caller) => HttpResponse,
): HttpResponse {
  const caller = authenticate(world, call);
  const headers = { 'anthropic-organization-id': caller.organization.uuid };
  return withHeaders(headers, () => answer(caller));
}

function requireVersion({ request }: Call): void {
  if (/^\d{4}-\d{2}-\d{2}$/.test(request.headers['anthropic-version'] ?? '')) return;
  throw refuse('invalid_request_error', 'anthropic-version: header is required');
}

function withHeaders(more: HttpResponse['headers'], answer: () => HttpResponse): HttpResponse {
  const add = ({ headers, ...rest }: HttpResponse) => ({
    ...rest,
    headers: { ...headers, ...more },
  });
  try {
    return add(answer());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.message, (requestId) => add(error.answer(requestId)));
  }
}
