import type { HttpResponse } from '../host.js';
import { workspaceOf } from './act-in-workspace.js';
import { authenticate, type Caller } from './authenticate.js';
import { answerMessage } from './messages.js';
import { json, refuse } from './reply.js';
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
  const headers = inWorkspace(world, call);
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
  return withHeaders(json(200, page), headers);
}

/** POST `/v1/messages`. */
export function createMessage(world: World, call: Call): HttpResponse {
  const headers = inWorkspace(world, call);
  return withHeaders(answerMessage(call.request.body ?? '', call.requestId), headers);
}

/** GET `/v1/organizations/me`, for those who administer or are bound to no workspace. */
export function showOrganization(world: World, call: Call): HttpResponse {
  requireVersion(call);
  const caller = authenticate(world, call);
  const personalKey = caller.kind === 'api-key' && caller.workspaceId === undefined;
  if (!personalKey && !caller.scopes.includes('org:admin')) {
    throw refuse('permission_error', 'this credential may not use the Admin API');
  }
  const { uuid: id, name } = caller.organization;
  return withHeaders(json(200, { id, name, type: 'organization' }), ofOrganization(caller));
}

/** GET `/api/oauth/profile`. Not documented by the platform; Claude Code reads it. */
export function showProfile(world: World, call: Call): HttpResponse {
  const caller = authenticate(world, call);
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
  return withHeaders(json(200, { account, organization, application }), ofOrganization(caller));
}

/** Checks a call that acts in a workspace, and says in which one it does. */
function inWorkspace(world: World, call: Call): HttpResponse['headers'] {
  requireVersion(call);
  const caller = authenticate(world, call);
  if (caller.kind !== 'api-key' && !caller.scopes.some((scope) => MODEL_SCOPES.includes(scope))) {
    throw refuse('permission_error', 'the scope of this token does not allow this endpoint');
  }
  return { ...ofOrganization(caller), 'anthropic-workspace-id': workspaceOf(caller, call) };
}

function requireVersion({ request }: Call): void {
  if (/^\d{4}-\d{2}-\d{2}$/.test(request.headers['anthropic-version'] ?? '')) return;
  throw refuse('invalid_request_error', 'anthropic-version: header is required');
}

const ofOrganization = ({ organization }: Caller) => ({
  'anthropic-organization-id': organization.uuid,
});

function withHeaders(answer: HttpResponse, headers: HttpResponse['headers']): HttpResponse {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
