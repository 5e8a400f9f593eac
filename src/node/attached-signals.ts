import { closeSync, openSync } from 'node:fs';

/** What the console of Windows sends, it sends to everyone; nothing else can be sent there. */
const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32'
    ? ['SIGINT', 'SIGBREAK', 'SIGHUP']
    : ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];

const FROM_THE_KEYBOARD: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/**
 * Takes over what ends this process until `release` is called. `tell` hears of each signal, and whether
 * a program in the same terminal has received it as well. (SIGUSR1 would else open Node's debugger.)
 */
export function relaySignals(
  tell: (signal: NodeJS.Signals, reachedBoth: boolean) => void,
): () => void {
  const terminal = hasTerminal();
  const relays = SIGNALS.map((signal) => {
    const before = process.rawListeners(signal);
    const relay = () => tell(signal, terminal && FROM_THE_KEYBOARD.includes(signal));
    // Ours first: without any listener, the signal would end us.
    process.on(signal, relay);
    for (const listener of before) process.removeListener(signal, listener as () => void);
    return { signal, relay, before };
  });
  return () => {
    for (const { signal, relay, before } of relays) {
      for (const listener of before) process.on(signal, listener as () => void);
      process.removeListener(signal, relay);
    }
  };
}

/** Whether there is a keyboard that can reach this process, wherever its streams lead. */
function hasTerminal(): boolean {
  if (process.platform === 'win32') return true;
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}
