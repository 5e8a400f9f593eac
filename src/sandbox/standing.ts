import type { Attempt, Denial } from './attempt.js';

/** Whether rule, issuer and service account are still in force and belong together. */
export function checkStanding(attempt: Attempt): Denial | undefined {
  const { request, rule, issuer, serviceAccount } = attempt;
  if (rule.archived) return { reason: 'rule_archived', detail: `${rule.id} is archived` };
  if (issuer.archived) return { reason: 'issuer_archived', detail: `${issuer.id} is archived` };
  if (serviceAccount.archived) {
    return { reason: 'service_account_archived', detail: `${serviceAccount.id} is archived` };
  }
  const { serviceAccountId: asked } = request;
  if (asked !== undefined && asked !== serviceAccount.id) {
    const detail = `${asked} was asked for, the rule targets ${serviceAccount.id}`;
    return { reason: 'service_account_mismatch', detail };
  }
  if (rule.oauth_scope === 'org:admin' && serviceAccount.organization_role !== 'admin') {
    const detail = `org:admin needs the role admin, ${serviceAccount.id} is a developer`;
    return { reason: 'service_account_role', detail };
  }
  return undefined;
}
