import { printable } from '../printable.js';

/** What the platform said of a credential, and where that differs from what was believed. */
export type Verified = {
  readonly host: string;
  readonly recognised: {
    readonly organizationId?: string;
    readonly workspaceId?: string;
    readonly requestId?: string;
  };
  readonly differences: readonly {
    readonly what: string;
    readonly believed: string;
    readonly answered: string;
  }[];
};

export function renderVerified({ host, recognised, differences }: Verified): string {
  const { organizationId, workspaceId, requestId } = recognised;
  const facts = [
    organizationId && `organization ${printable(organizationId, 80)}`,
    workspaceId && `workspace ${printable(workspaceId, 80)}`,
    requestId && `request ${printable(requestId, 80)}`,
  ].filter((fact) => fact !== undefined);
  return [
    `${printable(host, 100)} accepts it (${facts.join(', ') || 'and says no more'}).`,
    ...differences.map(
      ({ what, believed, answered }) =>
        `! the ${what} differs: believed ${printable(believed, 80)}, the platform says ${printable(answered, 80)}`,
    ),
    '',
  ].join('\n');
}

export function verifiedValue({ host, recognised, differences }: Verified): unknown {
  return {
    host,
    organization_id: recognised.organizationId,
    workspace_id: recognised.workspaceId,
    request_id: recognised.requestId,
    differences,
  };
}
