import type { Attempt, Denial } from './attempt.js';
import type { Workspace } from './seed.js';

/**
 * The one workspace the access token will be bound to; none for `org:admin`, which ignores what was
 * asked. Left out, it is the rule's sole workspace, unless that is the Default one: then the field says
 * that the platform wants it named.
 */
export function chooseWorkspace(attempt: Attempt): Workspace | 'none' | Denial {
  const { request, organization, rule } = attempt;
  if (rule.oauth_scope === 'org:admin') return 'none';
  const { workspaces } = organization;
  if (request.workspaceId === undefined) return soleWorkspace(attempt);
  const named = workspaces.find((workspace) =>
    request.workspaceId === 'default' ? workspace.default : workspace.id === request.workspaceId,
  );
  if (named === undefined) {
    return { reason: 'workspace_not_found', detail: `no workspace ${request.workspaceId}` };
  }
  if (!rule.applies_to_all_workspaces && !rule.workspace_ids.includes(named.id)) {
    return { reason: 'workspace_not_enabled', detail: `${rule.id} is not enabled for ${named.id}` };
  }
  return asMember(attempt, named);
}

function soleWorkspace(attempt: Attempt): Workspace | Denial {
  const { organization, rule } = attempt;
  const [only, ...others] = organization.workspaces.filter(({ id }) =>
    rule.workspace_ids.includes(id),
  );
  if (rule.applies_to_all_workspaces || only === undefined || others.length > 0 || only.default) {
    const detail = 'no workspace_id was sent and the rule does not settle it';
    return { reason: 'workspace_id_required', detail };
  }
  return asMember(attempt, only);
}

/** Everyone is a member of the Default workspace. */
function asMember({ serviceAccount }: Attempt, workspace: Workspace): Workspace | Denial {
  if (workspace.default || serviceAccount.workspace_ids.includes(workspace.id)) return workspace;
  const detail = `${serviceAccount.id} is not a member of ${workspace.id}`;
  return { reason: 'workspace_membership', detail };
}
