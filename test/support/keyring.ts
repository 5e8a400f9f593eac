import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A Secret Service of the test's own: the environment that leads to it, and its end. */
export type Keyring = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stop: () => Promise<void>;
};

/** Starts an empty, unlocked gnome-keyring on a private D-Bus session. It ends with this process. */
export async function startKeyring(): Promise<Keyring> {
  const script = join(import.meta.dirname, 'with-keyring.sh');
  const tellAndWait = 'printf %s "$DBUS_SESSION_BUS_ADDRESS"; cat';
  const child = spawn('sh', [script, 'sh', '-c', tellAndWait], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const told = once(child.stdout, 'data').then(([chunk]) => String(chunk));
  const failed = ended.then(([code]) => {
    throw new Error(`the keyring did not start (exit code ${code})`);
  });
  const address = await Promise.race([told, failed]);
  failed.catch(() => undefined);
  return {
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: address },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
