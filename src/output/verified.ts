import { printable } from '../printable.js';
import { WIDEST_TEXT, wrap } from './wrap.js';

/** What the platform said of a credential, and where that differs from what was believed. */
export type Verified = {
  readonly host: string;
  readonly recognised: {
    readonly organizationId?: string;
    readonly workspaceId?: string;
    readonly requestId?: string;
  };
  /** What both the platform and this machine know. */
  readonly compared: readonly ('organization' | 'workspace')[];
  readonly differences: readonly {
    readonly what: 'organization' | 'workspace';
    readonly believed: string;
    readonly answered: string;
  }[];
};

/** What the platform said, and in plain words whether that is what this machine believed. */
export function renderVerified(verified: Verified, columns: number): string {
  const { host, recognised } = verified;
  const { organizationId, workspaceId, requestId } = recognised;
  const facts = [
    organizationId && `organization ${printable(organizationId, 80)}`,
    workspaceId && `workspace ${printable(workspaceId, 80)}`,
    requestId && `request ${printable(requestId, 80)}`,
  ].filter((fact) => fact !== undefined);
  return [
    ...wrap(
      `${printable(host, 100)} accepts it (${facts.join(', ') || 'and says no more'}).`,
      Math.min(columns, WIDEST_TEXT),
    ),
    ...belief(verified),
    '',
  ].join('\n');
}

function belief({ compared, differences }: Verified): readonly string[] {
  if (compared.length === 0)
    return ['Nothing here says whose it is, so there was nothing to compare.'];
  if (differences.length === 0) return [`As believed here: ${compared.join(' and ')}.`];
  return [
    '! That is not what is believed here. The platform is right; what is stored here is out of date:',
    ...differences.map(
      ({ what, believed, answered }) =>
        `!   ${what}: here ${printable(believed, 80)}, there ${printable(answered, 80)}`,
    ),
    '  to mend it, sign in again: ant auth login',
  ];
}

export function verifiedValue({ host, recognised, compared, differences }: Verified): unknown {
  return {
    host,
    organization_id: recognised.organizationId,
    workspace_id: recognised.workspaceId,
    request_id: recognised.requestId,
    compared,
    differences,
  };
}
