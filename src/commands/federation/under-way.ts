import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import type { LockMachine } from '../../lock/generation-lock.js';
import { holderOf, LEASE_SECONDS, ownRecord } from '../../lock/owner.js';
import { patience } from '../../lock/patience.js';
import { withExchangeLock } from '../../lock/with-login-lock.js';

/**
 * Lets it be known that a token is about to be written for other programs, until the returned function is called or
 * this process ends. It keeps nobody from doing the same, and where it cannot be made known, nobody waits.
 */
export async function announceHandOver(
  host: Pick<Host, 'files' | 'locks' | 'now' | 'random'>,
  configDir: string,
): Promise<() => Promise<void>> {
  const name = Buffer.from(host.random(8)).toString('hex');
  const path = `${directoryIn(configDir)}/${name}`;
  await host.locks.publish(path, await ownRecord(host)).catch(unlessFile);
  return async () => {
    await host.files.remove(path).catch(unlessFile);
  };
}

function unlessFile(error: unknown): void {
  if (!(error instanceof AntError)) throw error;
}

/**
 * Waits until the exchanges that are under way have kept their tokens and handed them over. An `AntError('file')`
 * when one takes longer than any exchange does.
 */
export async function waitForExchanges(host: LockMachine, configDir: string): Promise<void> {
  for (const key of await host.files.list(`${configDir}/locks/exchange`)) {
    await withExchangeLock(host, { configDir, key }, async () => undefined);
  }
  const limitSeconds = LEASE_SECONDS + 10;
  const pause = patience(host, { what: 'the hand-over of a token', limitSeconds });
  for (;;) {
    const holder = await holderIn(host, directoryIn(configDir));
    if (holder === undefined) return;
    await pause(holder);
  }
}

/** Who hands something over, in words. What a process has left that died meanwhile is removed. */
async function holderIn(host: LockMachine, directory: string): Promise<string | undefined> {
  for (const name of await host.files.list(directory)) {
    const path = `${directory}/${name}`;
    const record = await host.files.read(path);
    const changed = await host.locks.look(path);
    if (record === undefined || changed === undefined) continue;
    const found = { text: record.text, changedAt: changed.changedAt };
    const holder = await holderOf(host, found);
    if (holder !== undefined) return holder;
    await host.files.remove(path);
  }
  return undefined;
}

function directoryIn(configDir: string): string {
  return `${configDir}/locks/hand-over`;
}
