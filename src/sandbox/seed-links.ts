import { printable } from '../printable.js';
import { type At, wrong } from './reader.js';
import type { Organization, Seed } from './seed.js';

/** Checks what one part of a seed says about another. Throws `AntError('file')` like the readers. */
export function checkLinks(seed: Seed, file: string): void {
  const at = (path: string): At => ({ file, path, value: undefined });
  if (seed.organizations.length === 0) throw wrong(at('organizations'), 'must not be empty');
  const uuids = seed.organizations.map(({ uuid }) => uuid);
  requireDistinct(uuids, at('organizations'));
  requireDistinct(
    seed.organizations.flatMap(({ workspaces }) => workspaces.map(({ id }) => id)),
    at('organizations'),
  );
  seed.organizations.forEach((organization, index) => {
    checkOrganization(organization, (path) => at(`organizations[${index}].${path}`));
  });
  seed.user.memberships.forEach(({ organization_uuid }, index) => {
    const here = at(`user.memberships[${index}].organization_uuid`);
    requireKnown([organization_uuid], uuids, here);
  });
}

function checkOrganization(organization: Organization, at: (path: string) => At): void {
  const workspaces = organization.workspaces.map(({ id }) => id);
  if (organization.workspaces.filter((workspace) => workspace.default).length !== 1) {
    throw wrong(at('workspaces'), 'must have exactly one workspace with "default": true');
  }
  requireDistinctParts(organization, at);
  organization.service_accounts.forEach(({ workspace_ids }, index) => {
    requireKnown(workspace_ids, workspaces, at(`service_accounts[${index}].workspace_ids`));
  });
  organization.api_keys.forEach(({ workspace_id }, index) => {
    if (workspace_id === undefined) return;
    requireKnown([workspace_id], workspaces, at(`api_keys[${index}].workspace_id`));
  });
  checkRules(organization, workspaces, at);
}

/** As the platform has it: ids, and what it answers 409 to a second one of. */
function requireDistinctParts(organization: Organization, at: (path: string) => At): void {
  for (const part of ['service_accounts', 'federation_issuers', 'federation_rules'] as const) {
    requireDistinct(
      organization[part].map(({ id }) => id),
      at(part),
    );
    requireDistinct(
      organization[part].map(({ name }) => name),
      at(part),
    );
  }
  requireDistinct(
    organization.federation_issuers.map(({ issuer_url }) => issuer_url),
    at('federation_issuers'),
  );
}

function checkRules(
  { federation_issuers, federation_rules, service_accounts }: Organization,
  workspaces: readonly string[],
  at: (path: string) => At,
): void {
  const issuers = federation_issuers.map(({ id }) => id);
  const accounts = service_accounts.map(({ id }) => id);
  federation_rules.forEach(({ issuer_id, target, workspace_ids }, index) => {
    const here = (key: string) => at(`federation_rules[${index}].${key}`);
    requireKnown([issuer_id], issuers, here('issuer_id'));
    requireKnown([target.service_account_id], accounts, here('target.service_account_id'));
    requireKnown(workspace_ids, workspaces, here('workspace_ids'));
  });
}

function requireKnown(ids: readonly string[], known: readonly string[], at: At): void {
  const missing = ids.find((id) => !known.includes(id));
  if (missing !== undefined) {
    throw wrong(at, `names ${printable(missing)}, which the seed does not have`);
  }
}

function requireDistinct(ids: readonly string[], at: At): void {
  if (new Set(ids).size !== ids.length) throw wrong(at, 'has the same id, name or URL twice');
}
