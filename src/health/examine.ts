import { AntError } from '../errors.js';
import type { Check, Line } from './check.js';
import { CHECKS } from './checks.js';
import { type Finding, type Machine, unseen } from './finding.js';
import { type Asked, lookAround, type Scene } from './scene.js';
import { tryKeychain } from './try-keychain.js';

/** Told the subject of a check that takes longer than half a second. */
export type Patient = (subject: string) => void;

const SLOW = 500;

/**
 * Runs every check, one after the other, so that no two of them prompt at once. One that cannot be run says
 * so, and the others go on.
 */
export async function examine(
  host: Machine,
  asked: Asked,
  patient?: Patient,
): Promise<readonly Line[]> {
  const waiting = whileWaiting(host, patient);
  const { keychain, machine } = await waiting('keychain', () => tryKeychain(host));
  const scene = await waiting('credential', () => lookAround(machine, { ...asked, keychain }));
  const lines: Line[] = [];
  for (const check of CHECKS) {
    if (host.interrupt.aborted) throw new AntError('interrupted', 'interrupted');
    const { id, group, title } = check;
    const findings = await waiting(title, () => answer(check, machine, scene));
    lines.push(...findings.map((finding) => ({ id, group, title, ...finding })));
  }
  return lines;
}

async function answer(check: Check, host: Machine, scene: Scene): Promise<readonly Finding[]> {
  try {
    return await check.look(host, scene);
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    return [unseen(error)];
  }
}

function whileWaiting(host: Machine, patient: Patient | undefined) {
  return async <Value>(subject: string, work: () => Promise<Value>): Promise<Value> => {
    if (patient === undefined) return work();
    const done = new AbortController();
    const slow = host.sleep(SLOW, done.signal).then(() => {
      if (!done.signal.aborted) patient(subject);
    });
    try {
      return await work();
    } finally {
      done.abort();
      await slow;
    }
  };
}

const BAD: readonly Line['state'][] = ['warning', 'broken'];

/**
 * 7 when something is wrong; else 6 when a file or the keychain, or 5 when the network could not be asked;
 * else 0.
 */
export function exitCodeOf(lines: readonly Line[]): number {
  if (lines.some(({ state }) => BAD.includes(state))) return 7;
  const failed = lines.map((line) => line.failed);
  if (failed.includes('file') || failed.includes('keychain')) return 6;
  return failed.includes('network') ? 5 : 0;
}
