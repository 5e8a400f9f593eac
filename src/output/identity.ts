import type { Identity, Party } from '../credentials/candidate.js';
import { printable, withoutPassword } from '../printable.js';
import { ending } from './time.js';

/** `Acme (1f0c…)`: names come from the platform, so they are made safe to show. */
export function party({ id, name }: Party): string {
  return name === undefined ? printable(id, 80) : `${printable(name, 80)} (${printable(id, 80)})`;
}

const KEPT_IN = {
  split: 'refresh token in the system keychain, access token in a private file',
  keychain: 'in the system keychain',
  file: 'in a private file',
} as const;

/** What a credential makes you, a fact a line; facts that are not known are left out. */
export function identityLines(identity: Identity, now: number): readonly string[] {
  const { organization, workspace, serviceAccountId, scope, keptIn } = identity;
  return [
    organization && `organization  ${party(organization)}`,
    workspace && `workspace     ${party(workspace)}`,
    serviceAccountId && `account       service account ${printable(serviceAccountId, 80)}`,
    scope && `scope         ${printable(scope, 200)}`,
    tokenLine(identity, now),
    keptIn && `kept          ${KEPT_IN[keptIn]}`,
    `billed to     ${BILLED[identity.kind]}`,
    `sent to       ${address(identity.baseUrl)}`,
  ].filter((line) => line !== undefined && line !== '') as readonly string[];
}

const BILLED = {
  'api-key': 'the organization the key belongs to',
  'auth-token': 'the organization the token belongs to',
  login: 'the organization above',
  federation: 'the organization above',
} as const;

const RENEWAL = {
  refresh: ', then renewed by itself',
  exchange: ', then exchanged anew',
  none: ', and cannot be renewed',
} as const;

function tokenLine({ kind, expiresAt, renewal = 'none' }: Identity, now: number): string {
  if (kind === 'api-key') return 'token         a static key: it lives until somebody deletes it';
  if (kind === 'auth-token')
    return 'token         given by the environment; nothing here knows until when';
  if (expiresAt === undefined) {
    return renewal === 'exchange'
      ? 'token         none yet; exchanged at first use'
      : 'token         never expires';
  }
  return `token         ${ending(expiresAt, now)}${RENEWAL[renewal]}`;
}

/** A URL as it may be shown: one with a password in it is somebody's mistake, and no reason to print it. */
export function address(url: string): string {
  return printable(withoutPassword(url), 200);
}

/** Stable names for `--json`. Times are epoch seconds; absent facts are absent keys. */
export function identityValue(identity: Identity): Readonly<Record<string, unknown>> {
  return {
    kind: identity.kind,
    profile: identity.profile,
    account: identity.account,
    organization: identity.organization,
    workspace: identity.workspace,
    service_account_id: identity.serviceAccountId,
    federation_rule_id: identity.federationRuleId,
    scope: identity.scope,
    expires_at: identity.expiresAt,
    renewal: identity.renewal,
    kept_in: identity.keptIn,
    base_url: withoutPassword(identity.baseUrl),
    drift: identity.drift,
  };
}
