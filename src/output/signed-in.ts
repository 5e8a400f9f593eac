import { printable } from '../printable.js';
import type { TokenGrant } from '../protocol/token-response.js';
import type { Backend } from '../store/login.js';
import { party } from './identity.js';
import { ending } from './time.js';

type Kept = { readonly profile: string; readonly backend: Backend; readonly activated: boolean };

const KEPT_IN: Record<Backend, string> = {
  split: 'the refresh token in the system keychain, the access token in a private file',
  keychain: 'both tokens in the system keychain',
  file: 'both tokens in a private file',
};

/** What a person is told after a login. The names in it come from the platform. */
export function signedInLines(grant: TokenGrant, kept: Kept, now: number): readonly string[] {
  const { organization, workspace, account, expiresAt } = grant;
  const who = account?.email === undefined ? '' : ` as ${printable(account.email, 120)}`;
  const where = organization === undefined ? '' : ` to ${party(organization)}`;
  return [
    `Signed in${where}${who}.`,
    ...(workspace === undefined ? [] : [`  workspace  ${party(workspace)}`]),
    `  token      ${ending(expiresAt, now)}${grant.refreshToken ? ', then renewed by itself' : ''}`,
    `  kept       ${KEPT_IN[kept.backend]}`,
    `  profile    "${kept.profile}"${kept.activated ? ', now the active one' : ''}`,
  ];
}

/** The same for `--json`: never a token. */
export function signedInValue(grant: TokenGrant, kept: Kept): unknown {
  return {
    schema_version: 1,
    profile: kept.profile,
    kept_in: kept.backend,
    activated: kept.activated,
    account: grant.account?.email,
    organization: grant.organization,
    workspace: grant.workspace,
    scope: grant.scope,
    expires_at: grant.expiresAt,
  };
}
