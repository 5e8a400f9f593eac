import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import { chooseBackend } from '../../store/choose.js';
import type { Backend } from '../../store/login.js';

/**
 * Where the login will rest, settled before the browser opens. A keychain that exists but does not
 * serve is the person's to decide about; without a terminal it is an `AntError('keychain')`.
 */
export async function settleBackend(host: Host, wanted: Backend | undefined): Promise<Backend> {
  try {
    const { backend, notice } = await chooseBackend(host, wanted);
    if (notice !== undefined) host.terminal.say(`ant: note: ${notice}`);
    return backend;
  } catch (error) {
    const mayAsk = wanted === undefined && host.terminal.interactive;
    if (!mayAsk || !(error instanceof AntError) || error.code !== 'keychain') throw error;
    host.terminal.say(`ant: ${error.message}`);
    host.terminal.say('Keep this login in a private file instead? [y/N]');
    const line = await host.terminal.readLine(host.interrupt);
    if (!/^y(es)?$/i.test(line?.trim() ?? '')) throw error;
    return 'file';
  }
}
