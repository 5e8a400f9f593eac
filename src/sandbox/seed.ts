import {
  type At,
  flag,
  list,
  oneOf,
  optional,
  or,
  type Read,
  shape,
  text,
  whole,
} from './reader.js';
import { ruleMatch } from './seed-match.js';
import { TEMPLATE_NAMES, TEMPLATES } from './templates.js';

const DAY = 86_400;
const UUID = text(
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'must be a UUID in lower-case hexadecimal',
);

const tagged = (tag: string) =>
  text(new RegExp(`^${tag}_[A-Za-z0-9_-]+$`), `must look like ${tag}_ and letters or digits`);

const workspace = shape({
  id: tagged('wrkspc'),
  name: text(),
  /** The organization's Default workspace; every organization has exactly one. */
  default: or(flag, false),
});

const serviceAccount = shape({
  id: tagged('svac'),
  name: text(),
  organization_role: or(oneOf(['developer', 'admin']), 'developer'),
  /** Explicit memberships; everyone is a member of the Default workspace anyway. */
  workspace_ids: or(list(tagged('wrkspc')), []),
  archived: or(flag, false),
});

const issuerShape = shape({
  id: tagged('fdis'),
  name: text(/^[a-z0-9-]+$/, 'must be lower-case letters, digits and dashes'),
  template: oneOf(TEMPLATE_NAMES),
  /** Default: the template's own. */
  issuer_url: optional(text(/^https:\/\/./, 'must start with https://')),
  check_jti: or(flag, true),
  /** Default: what the template's tokens need. */
  max_jwt_lifetime_seconds: optional(whole(1, 176_400)),
  archived: or(flag, false),
});

const issuer = (at: At) => {
  const read = issuerShape(at);
  const template = TEMPLATES[read.template];
  return {
    ...read,
    issuer_url: read.issuer_url ?? template.issuerUrl,
    max_jwt_lifetime_seconds: read.max_jwt_lifetime_seconds ?? template.maxJwtLifetimeSeconds,
  };
};

const target = shape({
  type: oneOf(['service_account']),
  service_account_id: tagged('svac'),
});

const rule = shape({
  id: tagged('fdrl'),
  name: text(),
  issuer_id: tagged('fdis'),
  match: ruleMatch,
  oauth_scope: oneOf([
    'workspace:developer',
    'workspace:inference',
    'workspace:manage_tunnels',
    'org:admin',
  ]),
  target,
  workspace_ids: or(list(tagged('wrkspc')), []),
  applies_to_all_workspaces: or(flag, false),
  token_lifetime_seconds: or(whole(60, DAY), 3600),
  archived: or(flag, false),
});

const apiKey = shape({
  /** Must say that it is the sandbox's: a real key has no business in a seed file. */
  key: text(/^sk-ant-api03-sandbox-/, 'must start with sk-ant-api03-sandbox-'),
  /** Left out: a key of a person, usable in every workspace that the request names. */
  workspace_id: optional(tagged('wrkspc')),
});

const organization = shape({
  uuid: UUID,
  name: text(),
  workspaces: list(workspace),
  service_accounts: or(list(serviceAccount), []),
  federation_issuers: or(list(issuer), []),
  federation_rules: or(list(rule), []),
  api_keys: or(list(apiKey), []),
});

const membership = shape({
  organization_uuid: UUID,
  role: oneOf(['user', 'developer', 'billing', 'admin', 'owner', 'primary_owner']),
});

const user = shape({
  uuid: UUID,
  email_address: text(),
  full_name: text(),
  memberships: list(membership),
});

const settings = shape({
  /** OAuth clients that may log in, besides the production client of `ant`. */
  client_ids: or(list(text()), []),
  access_token_seconds: or(whole(1, 30 * DAY), 28_800),
  /** Counted from the login; a refresh does not prolong it. */
  refresh_token_seconds: or(whole(1, 365 * DAY), 30 * DAY),
  rotate_refresh_tokens: or(flag, true),
  /** How long a spent refresh token still works; 0 is strict single use. */
  refresh_grace_seconds: or(whole(0, DAY), 0),
  /** Whether OAuth tokens and refreshes must come with the beta `oauth-2025-04-20`. */
  require_oauth_beta: or(flag, true),
  /** Whether a token can be revoked (RFC 7009). The platform documents no way to. */
  revocation: or(flag, false),
});

/** The file format, key by key. What refers to what is checked in `seed-links.ts`. */
export const seedShape = shape({
  organizations: list(organization),
  user,
  settings: (at: At) => settings(at.value === undefined ? { ...at, value: {} } : at),
});

export type Seed = Read<typeof seedShape>;
export type Settings = Read<typeof settings>;
export type Organization = Read<typeof organization>;
export type Workspace = Read<typeof workspace>;
export type ServiceAccount = Read<typeof serviceAccount>;
export type Issuer = Read<typeof issuer>;
export type Rule = Read<typeof rule>;
