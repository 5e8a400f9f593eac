import type { EffectiveProfile, Setting } from '../profiles/effective.js';
import type { Login } from '../store/login.js';
import type { Drift, Identity } from './candidate.js';

/** Where a login is for something else than its profile asks for: the profile was changed after it. */
export function driftOf(effective: EffectiveProfile, login: Login): Pick<Identity, 'drift'> {
  const drift = [
    ...differs('organization', effective.organizationId, login.organizationId),
    ...differs('workspace', effective.workspaceId, login.workspaceId),
  ];
  return drift.length === 0 ? {} : { drift };
}

function differs(
  what: Drift['what'],
  asked: Setting | undefined,
  token: string | undefined,
): readonly Drift[] {
  // `default` is a name for a workspace, not its id.
  if (asked === undefined || token === undefined || asked.value === 'default') return [];
  return asked.value === token ? [] : [{ what, asked: asked.value, by: asked.origin, token }];
}
