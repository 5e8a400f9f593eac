import type { Host } from '../../host.js';
import { unrevokedLine } from '../../output/store.js';
import { readUnrevoked } from '../../store/unrevoked.js';

/** Says which logins live on although somebody signed out of them. A list that cannot be read says nothing. */
export async function tellUnrevoked(host: Host, configDir: string | undefined): Promise<void> {
  if (configDir === undefined) return;
  const entries = await readUnrevoked(host, configDir).catch(() => []);
  for (const entry of entries) host.terminal.say(`ant: warning: ${unrevokedLine(entry)}`);
}
