import type { FederatedToken } from '../credentials/federated-token.js';
import { printable } from '../printable.js';
import { ending } from './time.js';

/** What an exchange gave, without the token. Issuer and subject are the identity token's own words. */
export function exchangeText(token: FederatedToken, now: number): string {
  const { inputs, login, presented } = token;
  const lines = [
    `Exchanged the identity token of ${printable(presented?.subject ?? '', 200)}.`,
    `  issuer           ${printable(presented?.issuer ?? '', 200)}`,
    `  federation rule  ${inputs.federationRuleId}`,
    `  organization     ${inputs.organizationId}`,
    ...(inputs.serviceAccountId ? [`  service account  ${inputs.serviceAccountId}`] : []),
    ...(inputs.workspaceId ? [`  workspace        ${inputs.workspaceId}`] : []),
    ...(login.scope ? [`  scope            ${printable(login.scope, 200)}`] : []),
    `  token            ${ending(login.expiresAt, now)}; print it with --access-token`,
    '',
  ];
  return lines.join('\n');
}

/** For `--json`. The token is in it only when it was asked for by `--access-token`. */
export function exchangeValue(token: FederatedToken, shown: boolean): unknown {
  const { inputs, login, presented } = token;
  return {
    schema_version: 1,
    issuer: presented?.issuer,
    subject: presented?.subject,
    federation_rule_id: inputs.federationRuleId,
    organization_id: inputs.organizationId,
    service_account_id: inputs.serviceAccountId,
    workspace_id: inputs.workspaceId,
    scope: login.scope,
    expires_at: login.expiresAt,
    ...(shown && { access_token: login.accessToken.reveal() }),
  };
}
