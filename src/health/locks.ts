import { AntError } from '../errors.js';
import { readJsonObject } from '../json.js';
import { holderOf, releasedRecord } from '../lock/owner.js';
import type { Check } from './check.js';
import { type Finding, type Machine, note, ok, unseen, words } from './finding.js';
import { type LockDirectory, lockDirectories } from './lock-directories.js';
import { caught } from './scene.js';

/** Our own locks: who holds one now, and which were left by a process that died. */
export const locks: Check = {
  id: 'locks',
  group: 'files',
  title: 'locks',
  look: async (host, { configDir }) => {
    const findings: Finding[] = [];
    const all = configDir === undefined ? [] : await lockDirectories(host, configDir);
    for (const lock of all) {
      const found = await caught(() => lookAt(host, lock));
      if (found instanceof AntError) findings.push(unseen(found));
      else if (found !== undefined) findings.push(found);
    }
    return findings.length > 0 ? findings : [ok('nobody holds one, and nobody left one')];
  },
};

async function lookAt(
  host: Machine,
  { directory, what }: LockDirectory,
): Promise<Finding | undefined> {
  const record = await topRecord(host, directory);
  if (record === undefined || record.text === releasedRecord()) return undefined;
  const holder = await holderOf(host, record);
  if (holder !== undefined) return note(`${what} is in use by ${holder}`);
  const pid = readJsonObject(record.text)?.pid;
  const who = typeof pid === 'number' ? `process ${pid}` : 'a process';
  return note(
    `${what} was never let go of by ${who}, which is dead or was suspended for too long; the next ant takes it over`,
    words('let go of it', { kind: 'pass-lock', directory }),
  );
}

/** The record with the highest number is the lock; there is none where nobody has ever taken it. */
async function topRecord({ files, locks: lockFiles }: Machine, directory: string) {
  const numbers = (await files.list(directory)).flatMap((name) => {
    const digits = /^g\.(\d{1,15})$/.exec(name)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  const path = `${directory}/g.${Math.max(...numbers)}`;
  const view = numbers.length === 0 ? undefined : await files.read(path);
  const changed = view && (await lockFiles.look(path));
  return view && changed && { text: view.text, changedAt: changed.changedAt };
}

/** Whether somebody alive holds this lock now. */
export async function isHeld(host: Machine, directory: string): Promise<boolean> {
  const record = await topRecord(host, directory);
  return record !== undefined && (await holderOf(host, record)) !== undefined;
}
