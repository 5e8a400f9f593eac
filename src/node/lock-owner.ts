import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { LockFiles, ProcessIdentity } from '../host.js';
import { codeOf } from './file-errors.js';

let known: ProcessIdentity | undefined;

/** Who this process is. What only Linux tells is left out elsewhere. */
export const self: LockFiles['self'] = async () => {
  known ??= identify();
  return known;
};

function identify(): ProcessIdentity {
  const started = processStatus(process.pid)?.started;
  const boot = orUnknown(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const namespace = orUnknown(() => readlinkSync('/proc/self/ns/pid'));
  return {
    pid: process.pid,
    ...(started !== undefined && { started }),
    ...(boot !== undefined && { boot: boot.trim() }),
    machine: hostname(),
    ...(namespace !== undefined && { namespace }),
  };
}

/** Whether a process of that pid lives. A dead one that nobody has waited for yet (a zombie) does not. */
export const running: LockFiles['running'] = async (pid) => {
  if (!answersSignals(pid)) return undefined;
  const status = processStatus(pid);
  if (status === undefined) return {};
  return /[ZXx]/.test(status.state) ? undefined : { started: status.started };
};

/** Signal 0 asks without disturbing. Not allowed to ask (EPERM) means that somebody is there. */
function answersSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** proc(5): state and start time are the 3rd and 22nd field; the 2nd, in parentheses, may hold anything. */
function processStatus(pid: number) {
  const text = orUnknown(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', started: fields[19] ?? '' };
}

function orUnknown(ask: () => string): string | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
