import type { FederatedToken } from '../credentials/federated-token.js';
import { printable } from '../printable.js';
import { claimText } from './claim.js';
import { lifetimeOf, lifetimeReason } from './lifetime.js';
import { ending } from './time.js';

/** What an exchange gave, without the token. Issuer and subject are the identity token's own words. */
export function exchangeText(
  token: FederatedToken,
  { now, written }: { readonly now: number; readonly written: readonly string[] },
): string {
  const { inputs, login, presented } = token;
  const lifetime = lifetimeOf(token, now);
  const reason = lifetime ? lifetimeReason(lifetime) : '';
  const lines = [
    ...(presented === undefined
      ? ['Nothing was sent: the access token of an earlier exchange is used again.']
      : [
          `Exchanged the identity token of ${claimText(presented.subject)}.`,
          `  issuer           ${claimText(presented.issuer)}`,
        ]),
    `  federation rule  ${inputs.federationRuleId}`,
    `  organization     ${inputs.organizationId}`,
    ...(inputs.serviceAccountId ? [`  service account  ${inputs.serviceAccountId}`] : []),
    ...(inputs.workspaceId ? [`  workspace        ${inputs.workspaceId}`] : []),
    ...(login.scope ? [`  scope            ${printable(login.scope, 200)}`] : []),
    `  token            ${ending(login.expiresAt, now)}`,
    ...(reason === '' ? [] : [`                   ${reason}`]),
    ...written.map((place) => `  written to       ${printable(place, 300)}`),
    ...(written.length === 0
      ? ['Print it with --access-token, or hand it over with --write.']
      : []),
    '',
  ];
  return lines.join('\n');
}

/** For `--json`. The token is in it only when it was asked for by `--access-token`. */
export function exchangeValue(
  token: FederatedToken,
  {
    now,
    written,
    shown,
  }: {
    readonly now: number;
    readonly written: readonly string[];
    readonly shown: boolean;
  },
): unknown {
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
    lifetime_limited_by: lifetimeOf(token, now)?.limitedBy,
    ...(written.length > 0 && { written_to: written }),
    ...(shown && { access_token: login.accessToken.reveal() }),
  };
}
