import type { Host } from '../../host.js';
import { livingOwner, ownRecord } from '../../lock/owner.js';
import type { LoginPlan } from './login-plan.js';

type Machine = Pick<Host, 'files' | 'locks' | 'now'>;

/**
 * Notes, for as long as `work` takes, that a login of this profile waits for its person; `work` is told who does
 * so already. Nobody is kept waiting: it is about not opening a second browser tab.
 */
export async function whileWaiting<Value>(
  host: Machine,
  { configDir, name }: Pick<LoginPlan, 'configDir' | 'name'>,
  work: (other: string | undefined) => Promise<Value>,
): Promise<Value> {
  const path = `${configDir}/locks/login/${name}`;
  const other = await claim(host, path);
  try {
    return await work(other);
  } finally {
    if (other === undefined) await host.files.remove(path).catch(() => undefined);
  }
}

async function claim(host: Machine, path: string): Promise<string | undefined> {
  const record = await ownRecord(host);
  if (await host.locks.publish(path, record)) return undefined;
  const found = await host.files.read(path);
  const other = await livingOwner(host, found?.text ?? '');
  if (other === undefined) await host.locks.replace(path, record);
  return other;
}
