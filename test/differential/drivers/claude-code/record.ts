import { measure } from './measure.js';
import { startRecorder } from './recorder.js';
import { type Runnable, runnable } from './runnable.js';
import { nameOf, statesOf } from './states.js';
import { writeTruth } from './truth.js';

/** Records again what Claude Code and the Agent SDK do, those that are among `clients` and at hand. */
export async function recordClaudeCode(root: string, clients: readonly string[]): Promise<void> {
  for (const one of runnable(root).filter(({ client }) => clients.includes(client))) {
    writeTruth(root, { ...one, signatures: await signaturesOf(one) });
    process.stdout.write(`${one.client}@${one.version}: ${statesOf(one.client).length} states\n`);
  }
}

async function signaturesOf({ client, command }: Runnable): Promise<Record<string, string>> {
  const recorder = await startRecorder();
  const signatures: Record<string, string> = {};
  for (const state of statesOf(client)) {
    signatures[nameOf(state)] = (await measure(command, state, recorder)).signature;
  }
  recorder.close();
  return signatures;
}
