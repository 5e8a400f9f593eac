import type { Caller } from './authenticate.js';
import { refuse } from './reply.js';
import type { Call } from './world.js';

/**
 * The workspace a request acts in. The header picks one for a person and for a key of a person; a
 * workload's was fixed at the exchange and the header means nothing.
 */
export function workspaceOf({ kind, organization, workspaceId }: Caller, { request }: Call) {
  const asked = request.headers['anthropic-workspace-id'];
  if (kind === 'workload' || asked === undefined) return workspaceId ?? required();
  if (!/^wrkspc_[A-Za-z0-9_-]+$/.test(asked)) {
    const must = 'anthropic-workspace-id header must be a valid workspace ID.';
    throw refuse('invalid_request_error', must);
  }
  const exists = organization.workspaces.some(({ id }) => id === asked);
  if (!exists || (workspaceId !== undefined && workspaceId !== asked)) {
    throw refuse('not_found_error', `Workspace \`${asked}\` not found.`);
  }
  return asked;
}

function required(): never {
  throw refuse(
    'invalid_request_error',
    'anthropic-workspace-id is required when authenticating with an identity-linked API key; send the id of the workspace this request acts in.',
  );
}
