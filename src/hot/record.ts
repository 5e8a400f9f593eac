import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { findAsker } from '../events/asker.js';
import { eventId, eventText, isLogOn } from '../events/event.js';
import { logPlace, pendingPath } from '../events/place.js';
import type { Login } from '../store/login.js';
import type { HotMachine } from './machine.js';

/** About so many events wait, until it is the whole program's turn, which chains them. */
const WAITING = 200;

/** A token that is about to be printed. */
export type Printed = {
  readonly configDir: string;
  readonly profile: string;
  readonly login: Login;
};

/**
 * Leaves the event where the next whole command chains it. Throws when it cannot, or when that should
 * happen now: the whole program then answers, and says what is wrong.
 */
export async function recordPrint(
  machine: HotMachine,
  { configDir, profile, login }: Printed,
): Promise<void> {
  if (!isLogOn(machine.env)) return;
  // To count those that wait would cost more than to leave it to chance.
  if (Math.random() * WAITING < 1) throw new Error('not for the hot path');
  const { organizationId, workspaceId, expiresAt } = login;
  const { pid } = process;
  const time = machine.now();
  const id = eventId(time, pid, Math.random().toString(36).slice(2));
  const by = await findAsker(machine.env, pid, peek);
  const facts = { how: 'cached', organizationId, workspaceId, expiresAt } as const;
  const place = logPlace(configDir);
  leave(
    pendingPath(place, id),
    eventText({ id, time, event: 'print', profile, outcome: 'ok', ...facts, by }),
    place.pending,
  );
}

/** Under another name first: whoever chains it must not find half of it. */
function leave(path: string, text: string, directory: string): void {
  const temp = `${path}.tmp`;
  const fd = openNew(temp, directory);
  try {
    const isWhole = writeSync(fd, text) === Buffer.byteLength(text);
    closeSync(fd);
    if (!isWhole) throw new Error('not for the hot path');
    renameSync(temp, path);
  } catch (error) {
    unlinkSync(temp);
    throw error;
  }
}

function openNew(path: string, directory: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return openSync(path, 'wx', 0o600);
  }
}

async function peek(path: string): Promise<string | undefined> {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
