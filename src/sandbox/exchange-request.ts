import type { JsonObject } from '../json.js';
import { refuse } from './reply.js';

/** A well-formed exchange: whatever is wrong from here on is answered with the same opaque 401. */
export type ExchangeRequest = {
  readonly assertion: string;
  readonly ruleId: string;
  readonly organizationId: string;
  readonly serviceAccountId?: string;
  /** `wrkspc_…` or `default`. */
  readonly workspaceId?: string;
};

type Field = { readonly name: string; readonly shape: RegExp; readonly complaint: string };

const RULE: Field = {
  name: 'federation_rule_id',
  shape: /^fdrl_[A-Za-z0-9_-]+$/,
  complaint: 'federation_rule_id is not a well-formed fdrl_ tagged ID',
};
const ORGANIZATION: Field = {
  name: 'organization_id',
  shape: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  complaint: 'organization_id: must be a UUID',
};
const SERVICE_ACCOUNT: Field = {
  name: 'service_account_id',
  shape: /^svac_[A-Za-z0-9_-]+$/,
  complaint: 'service_account_id: does not have prefix `svac_`',
};
const WORKSPACE: Field = {
  name: 'workspace_id',
  shape: /^(default|wrkspc_[A-Za-z0-9_-]+)$/,
  complaint: 'workspace_id: must be `default` or a well-formed wrkspc_ tagged ID',
};

/** Nothing is trimmed: one stray space around an id is a 400, as on the platform. */
export function readExchangeRequest(fields: JsonObject): ExchangeRequest {
  const { assertion } = fields;
  if (typeof assertion !== 'string' || assertion === '') {
    throw refuse('invalid_request_error', 'assertion: field required');
  }
  const serviceAccountId = optional(fields, SERVICE_ACCOUNT);
  const workspaceId = optional(fields, WORKSPACE);
  return {
    assertion,
    ruleId: required(fields, RULE),
    organizationId: required(fields, ORGANIZATION).toLowerCase(),
    ...(serviceAccountId !== undefined && { serviceAccountId }),
    ...(workspaceId !== undefined && { workspaceId }),
  };
}

function required(fields: JsonObject, field: Field): string {
  const value = optional(fields, field);
  if (value !== undefined) return value;
  throw refuse('invalid_request_error', `${field.name}: field required`);
}

function optional(fields: JsonObject, { name, shape, complaint }: Field): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && shape.test(value)) return value;
  throw refuse('invalid_request_error', complaint);
}
