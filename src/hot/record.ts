import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { findAsker } from '../events/asker.js';
import { eventId, eventText, isLogOn } from '../events/event.js';
import { isPendingName, type LogPlace, logPlace, pendingPath } from '../events/place.js';
import type { Login } from '../store/login.js';
import type { HotMachine } from './machine.js';

/** Events that may wait. Then the whole program's turn has come, which chains them. */
const MOST_WAITING = 200;

/** A token that is about to be printed. */
export type Printed = {
  readonly configDir: string;
  readonly profile: string;
  readonly login: Login;
};

/**
 * Leaves the event where the next whole command chains it. Throws when it cannot, or when enough are
 * waiting: the whole program then answers, and says what is wrong.
 */
export async function recordPrint(
  machine: HotMachine,
  { configDir, profile, login }: Printed,
): Promise<void> {
  if (!isLogOn(machine.env)) return;
  const place = logPlace(configDir);
  if (countWaiting(place) >= MOST_WAITING) throw new Error('not for the hot path');
  const { organizationId, workspaceId, expiresAt } = login;
  const { pid } = process;
  const time = machine.now();
  const id = eventId(time, pid, Math.random().toString(36).slice(2));
  const by = await findAsker(machine.env, pid, peek);
  const facts = { how: 'cached', organizationId, workspaceId, expiresAt } as const;
  leave(
    pendingPath(place, id),
    eventText({ id, time, event: 'print', profile, outcome: 'ok', ...facts, by }),
  );
}

function countWaiting({ pending }: LogPlace): number {
  try {
    return readdirSync(pending).filter(isPendingName).length;
  } catch {
    mkdirSync(pending, { recursive: true, mode: 0o700 });
    return 0;
  }
}

/** Under another name first: whoever chains it must not find half of it. */
function leave(path: string, text: string): void {
  const temp = `${path}.tmp`;
  const fd = openSync(temp, 'wx', 0o600);
  try {
    writeSync(fd, text);
  } finally {
    closeSync(fd);
  }
  renameSync(temp, path);
}

async function peek(path: string): Promise<string | undefined> {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
