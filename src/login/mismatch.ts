import type { TokenGrant } from '../protocol/token-response.js';

/** What was asked of a login. */
type Asked = {
  readonly scope: string;
  readonly organizationId?: string;
  readonly workspaceId?: string;
};

/** `got` is absent when the grant is bound to none, and not yet printable when it is there. */
export type Mismatch = {
  readonly what: 'organization' | 'workspace';
  readonly asked: string;
  readonly got?: string;
};

/**
 * Where a grant is for somewhere else than asked: the person chose another at the consent page, or
 * approved in another account. Look at this before a stored login is overwritten.
 */
export function mismatch(asked: Asked, grant: TokenGrant): readonly Mismatch[] {
  return [...organizationMismatch(asked, grant), ...workspaceMismatch(asked, grant)];
}

/** The scopes asked for and not granted (RFC 6749 section 5.1: a server may narrow them). */
export function missingScopes(asked: Pick<Asked, 'scope'>, grant: TokenGrant): readonly string[] {
  const granted = new Set((grant.scope ?? asked.scope).split(' '));
  return asked.scope.split(' ').filter((scope) => scope !== '' && !granted.has(scope));
}

/** An answer that names no organization proves nothing either way: the field is optional. */
function organizationMismatch({ organizationId: asked }: Asked, grant: TokenGrant): Mismatch[] {
  const got = grant.organization?.id;
  if (asked === undefined || got === undefined) return [];
  // A UUID; its letters have no case.
  return asked.toLowerCase() === got.toLowerCase() ? [] : [{ what: 'organization', asked, got }];
}

/** `org:admin` is for the whole organization, whatever workspace was asked for. */
function workspaceMismatch({ workspaceId: asked, scope }: Asked, grant: TokenGrant): Mismatch[] {
  const got = grant.workspace?.id;
  if (asked === undefined || asked === got) return [];
  if (got !== undefined) return [{ what: 'workspace', asked, got }];
  return (grant.scope ?? scope).split(' ').includes('org:admin')
    ? []
    : [{ what: 'workspace', asked }];
}
