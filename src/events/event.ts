import type { Env } from '../host.js';
import { printable } from '../printable.js';
import type { Asker } from './asker.js';

/** What can be done with a credential and its settings. A renewal on the way to one of the others is its `how`. */
export type EventKind =
  | 'login'
  | 'refresh'
  | 'exchange'
  | 'print'
  | 'exec'
  | 'verify'
  | 'logout'
  | 'move'
  | 'trust'
  | 'profile';

/** What was learned of the credential. There is no member that could hold a secret, not even hashed. */
export type Facts = {
  /** How the token came: `cached`, `refreshed`, `exchanged`; of a logout, what came of revoking it; what was changed. */
  readonly how?: string | undefined;
  readonly organizationId?: string | undefined;
  readonly workspaceId?: string | undefined;
  /** Epoch seconds. */
  readonly expiresAt?: number | undefined;
  /** Name of the program that was run, without its directory and its arguments. */
  readonly program?: string | undefined;
};

/** Something this program did with a credential, or failed to do. */
export type Event = Facts & {
  /** Letters, digits and dashes; no two events have the same one. */
  readonly id: string;
  /** Epoch seconds. */
  readonly time: number;
  readonly event: EventKind;
  readonly profile?: string | undefined;
  /** `ok`, or the code of the error. */
  readonly outcome: string;
  readonly by: Asker;
};

/** An id: its pieces are unique together, `random` being some letters and digits. */
export function eventId(time: number, pid: number, random: string): string {
  return `${time}-${pid}-${random}`;
}

/** The event as one line of JSON, without its place in the chain. What others sent us is cut short. */
export function eventText(event: Event): string {
  const { organizationId, workspaceId, expiresAt, ...rest } = event;
  return JSON.stringify({
    id: rest.id,
    time: rest.time,
    event: rest.event,
    profile: short(rest.profile),
    outcome: rest.outcome,
    how: short(rest.how),
    organization_id: short(organizationId),
    workspace_id: short(workspaceId),
    expires_at: expiresAt,
    program: short(rest.program),
    by: rest.by,
  });
}

function short(text: string | undefined): string | undefined {
  return text === undefined ? undefined : printable(text, 80);
}

/** Whether events are recorded at all: the one switch is `ANT_LOG=off`. */
export function isLogOn(env: Env): boolean {
  return env.ANT_LOG !== 'off';
}
