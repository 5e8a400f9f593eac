import type { TokenGrant } from '../protocol/token-response.js';
import type { Login } from '../store/login.js';

/** What a grant says, in the store's words; what it does not say is left out, so that old facts stay. */
export function loginFrom(grant: TokenGrant): Login {
  const { accessToken, expiresAt, scope, organization, account, workspace } = grant;
  return {
    accessToken,
    expiresAt,
    ...(scope === undefined ? {} : { scope }),
    ...(organization === undefined ? {} : { organizationId: organization.id }),
    ...(organization?.name === undefined ? {} : { organizationName: organization.name }),
    ...(account?.email === undefined ? {} : { accountEmail: account.email }),
    ...(workspace === undefined ? {} : { workspaceId: workspace.id }),
    ...(workspace?.name === undefined ? {} : { workspaceName: workspace.name }),
  };
}
